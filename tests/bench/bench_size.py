"""Install zhnews with all that it needs, and tell how large the wheel and the installation are.

    python -m tests.bench.bench_size

In MB, compiled files not counted.
"""

import subprocess
import tempfile
from pathlib import Path

TOP = Path(__file__).parents[2]


def size(path: Path) -> float:
    """Return the MB of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.suffix != ".pyc") / 1e6


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        wheels, packages = Path(name, "wheels"), Path(name, "packages")
        subprocess.run(["uv", "build", "-q", "--wheel", "-o", wheels, TOP], check=True)
        [wheel] = wheels.glob("*.whl")
        subprocess.run(["uv", "pip", "install", "-q", "--target", packages, wheel], check=True)
        print(f"wheel         {size(wheel):5.1f}")
        print(f"installation  {size(packages):5.1f}")
        print(f"  of it ours  {size(packages / 'reader'):5.1f}")


if __name__ == "__main__":
    main()
