"""Print a pin for everything that the requirement given as argument resolves to today.

Local version parts (``+cpu``) are left out: they name one machine's build, not a release.
"""

import json
import subprocess
import sys

RESOLVE = ["pip", "install", "-qq", "--dry-run", "--ignore-installed", "--report", "-"]


def main(requirement: str) -> None:
    report = subprocess.run(
        [sys.executable, "-m", *RESOLVE, requirement], check=True, stdout=subprocess.PIPE
    )
    resolved = (
        item["metadata"]
        for item in json.loads(report.stdout)["install"]
        if "dir_info" not in item["download_info"]
    )
    print("# Made by `make lock`; the versions everything is tested with.")
    for package in sorted(resolved, key=lambda package: package["name"].lower()):
        print(f"{package['name']}=={package['version'].split('+')[0]}")


main(sys.argv[1])
