"""The web page: chat, comparison, checks, sweeps and results, on one port with the API.

`mount` puts it on the application, `layout` builds it once for each language, `words` has all its
texts. Each tab has a module: `chat`, `compare`, `check`, `sweep`, `results`, `health`. They ask the
server's own API (`asking`), so that nothing which the API decides is decided here again.

A model's text is hostile: `markdown` and the templates behind `pieces` let none of it become HTML.
Gradio must not phone home; it looks for that setting when it is imported.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
