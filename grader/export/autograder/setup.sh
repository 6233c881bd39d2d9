#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the autograder's image.
set -euo pipefail

source_folder=/autograder/source
home=/opt/torch-grader

apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    bubblewrap ca-certificates python3 python3-venv

# The image's Python may be too old for the grader: uv brings a newer one. Not
# below /root: student code runs as nobody and must be able to read it.
python3 -m venv "$home/uv"
"$home/uv/bin/pip" install --quiet uv
export UV_PYTHON_INSTALL_DIR="$home/python"
uv() { "$home/uv/bin/uv" "$@"; }
uv venv --python 3.12 "$home/venv"
export VIRTUAL_ENV="$home/venv"
uv pip install torch torchvision --index-url https://download.pytorch.org/whl/cpu

wheel=$(find "$source_folder" -maxdepth 1 -name '*.whl' -print -quit)
uv pip install "${wheel:-torch-grader}"

# Solutions and checks are for root alone.
chmod -R go= "$source_folder"

# In the build's log: what isolates student code here.
"$home/venv/bin/grade" doctor || true
