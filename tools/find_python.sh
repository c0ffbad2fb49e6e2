#!/bin/sh
# Prints the newest Python 3.11–3.13 on the PATH that runs and can make a .venv with pip.
# Each is tried by running it: a shim may bear the name and only print an error.
# PYTHON=/path/to/python settles the choice. Finding none is exit 1 with the cure on stderr.
set -u

fits() { # fits COMMAND MINOR: whether COMMAND runs and is Python 3.MINOR
    "$1" -c "import sys; sys.exit(sys.version_info[:2] != (3, $2))" 2>/dev/null
}

candidates() { # candidates MINOR: one path a line, in the order of the PATH
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" || echo "$PYTHON"
        return
    fi
    for name in "python3.$1" python3 python; do
        echo "$PATH" | tr ':' '\n' | while IFS= read -r folder; do
            [ "$folder" = "$PWD/.venv/bin" ] || [ ! -x "$folder/$name" ] || echo "$folder/$name"
        done
    done
}

without_pip=
for minor in 13 12 11; do
    while IFS= read -r candidate; do
        [ -n "$candidate" ] || continue
        fits "$candidate" "$minor" || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            exit 0
        fi
        [ -n "$without_pip" ] || without_pip=3.$minor
    done <<LIST
$(candidates "$minor")
LIST
done

if [ -n "$without_pip" ]; then
    echo "Python $without_pip saknar venv/pip. Kör: sudo apt install python$without_pip-venv (eller python3-venv), och sedan make igen. (This Python has no venv/pip: install that package, then run make again.)" >&2
else
    echo "Ingen Python 3.11–3.13 hittades${PYTHON:+ som PYTHON=$PYTHON}. Kör: sudo apt install python3 python3-venv, eller peka ut en med make PYTHON=/sökväg/till/python3. (No Python 3.11–3.13 found.)" >&2
fi
exit 1
