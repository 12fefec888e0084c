"""From a message or a question to a reply: attention, claim, decision, silence or an answer."""
