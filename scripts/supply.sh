#!/bin/sh
# What ships, under which licences, with which known holes, and whether a secret slipped in.
# Usage: scripts/supply.sh FOLDER   (writes sbom.json, licences.md and audit.txt there)
set -eu
cd "$(dirname "$0")/.."
to=${1:?name a folder for the results}
mkdir -p "$to"
sh scripts/tools.sh
tools=.venv-tools/bin

# CycloneDX from the lock: exactly what the image installs, with hashes.
$tools/cyclonedx-py requirements locks/run.txt --output-format JSON --output-file "$to/sbom.json"

# Licences of what is installed to run. Copyleft that reaches further than its own files ends it.
$tools/pip-licenses --python .venv/bin/python --format=markdown --with-license-file --no-license-path \
    --output-file "$to/licences.md" >/dev/null
if $tools/pip-licenses --python .venv/bin/python --format=csv | grep -iE '"(A|S)?GPL|GNU (Affero )?General' ; then
    echo "a licence above is not compatible with shipping under Apache-2.0" >&2; exit 1
fi

# Secrets in what git knows. Tests hold made-up ones; alphabets of the matcher look like some.
$tools/detect-secrets scan --exclude-files '^(locks|tests|factbase/matching)/' > "$to/secrets.json"
.venv/bin/python - "$to/secrets.json" <<'P'
import json, sys
found = json.load(open(sys.argv[1]))["results"]
for path, findings in found.items():
    for one in findings:
        print(f"{path}:{one['line_number']}: {one['type']}")
sys.exit(1 if found else 0)
P

# Known vulnerabilities: needs the advisory service, which an offline mirror may not have.
if ! $tools/pip-audit --disable-pip --require-hashes -r locks/run.txt > "$to/audit.txt" 2>&1; then
    tail -n 3 "$to/audit.txt" >&2
    grep -q "Known Vulnerabilities\|vulnerabilit.* in .* package" "$to/audit.txt" && exit 1
    echo "the advisory service could not be asked; nothing is known either way" >&2
fi
if grep -q "could not be audited" "$to/audit.txt"; then
    echo "some packages could not be audited: $to/audit.txt names them" >&2
fi
