# factbot: locked dependencies first, the source last, nobody's root.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY locks/uv.txt locks/run.txt locks/
RUN /venv/bin/pip install --quiet --require-hashes -r locks/uv.txt \
    && /venv/bin/uv pip install --quiet --python /venv/bin/python --require-hashes -r locks/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY factbase factbase
COPY bot bot
COPY adapters adapters
COPY migrations migrations
RUN /venv/bin/uv pip install --quiet --python /venv/bin/python \
    --no-deps --no-build-isolation --offline .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home factbot
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    FACTBOT_DATABASE_URL=sqlite:////data/factbot.sqlite3 \
    FACTBOT_METRICS__PORT=9464 \
    FACTBOT_LOG_FORMAT=json
USER factbot
VOLUME /data
WORKDIR /data
EXPOSE 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["factbot"]
CMD ["run"]
