"""What every page is checked for: the rules of axe, and what axe cannot see.

faults(page) gives one sentence for each fault; a journey asserts that there are none.
"""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
BEYOND_AXE = Path(__file__).with_suffix(".js").read_text("utf-8").split("\n", 1)[1]


def faults(page) -> list[str]:
    """Every fault on the page that is open, in words; none on a good page.

    The whole page is in view meanwhile: what a bar that stays put covers, a scroll uncovers.
    """
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    try:
        broken = Axe().run(page, options=RULES).response["violations"]
        beyond = page.evaluate(BEYOND_AXE)
    finally:
        page.set_viewport_size(size)
    by_axe = [
        f"axe {rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
        for rule in broken
        for node in rule["nodes"]
    ]
    return by_axe + beyond
