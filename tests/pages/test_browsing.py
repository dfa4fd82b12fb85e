"""The watch over pages catches what it is there for; else no test of a page could fail."""

import pytest

import browsing
import faults

POLICY = (
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'\">"
)
WHOLE = "<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1>{}</main></html>"

WRONG = {
    "request: http://example.org/x.png": "<img alt=x src=http://example.org/x.png>",
    "request: file:///etc/hostname": "<iframe title=x src=file:///etc/hostname></iframe>",
    "request: https://example.org/": "<script>fetch('https://example.org').catch(() => 0)</script>",
    "warning: careful": "<script>console.warn('careful')</script>",
    "log: left over": "<script>console.log('left over')</script>",
    "error: nothing is so called": "<script>throw Error('nothing is so called')</script>",
    "alert: boo": "<script>alert('boo')</script>",
    "window: about:blank": "<script>open('about:blank')</script>",
    "policy": f"{POLICY}<img alt=x src=http://example.org/y.png>",
}


@pytest.mark.parametrize("complaint", WRONG)
def test_what_no_page_may_do_is_noted(chromium, tmp_path, complaint):
    path = tmp_path / "page.html"
    path.write_text(WHOLE.format(WRONG[complaint]), encoding="utf-8")
    watch = browsing.Watch()
    watch.documents.add(path.as_uri())
    page = browsing.window(chromium, watch)
    page.goto(path.as_uri())
    for _ in range(100):  # the browser tells some things only after the page has loaded
        if any(complaint in each.lower() for each in watch.complaints):
            break
        page.wait_for_timeout(50)
    page.context.close()
    assert any(complaint in each.lower() for each in watch.complaints), watch.complaints


TINY = "<button style='width:12px;height:12px;padding:0'>x</button>"

FAULTY = [
    (faults.violations, "<p style='color:#bbb'>Pale words</p>", "color-contrast"),
    (faults.violations, 2 * TINY, "target-size"),
    (faults.misshapen, "<h3>Too deep</h3>", "headingsOutOfOrder: h3"),
    (faults.misshapen, "<a href='#nowhere'>Here</a>", "deadLinks: a"),
    (faults.misshapen, "<svg role=img></svg>", "figuresWithoutName: svg"),
    (faults.misshapen, "<p id=a></p><p id=a></p>", "repeatedIds: a"),
    (faults.too_wide, "<p style='width:2000px'>Wide</p>", 'wider than the window p "Wide"'),
    (faults.too_wide, "<p style='width:3em;overflow:hidden'>Incomprehensible</p>", "cut off: p"),
    (faults.out_of_reach, "<p style='width:3em;overflow-x:auto'>Incomprehensible</p>", "p"),
    (faults.lost_focus, "<button style='outline:0'>Press</button>", "does not show: button"),
    (faults.lost_focus, "<a href='#a' onfocus='this.blur()'>Here</a>", "not reached: a"),
]


@pytest.mark.parametrize(("ask", "wrong", "told"), FAULTY, ids=[told for *_, told in FAULTY])
def test_what_is_wrong_is_found(open_page, tmp_path, ask, wrong, told):
    path = tmp_path / "page.html"
    path.write_text(WHOLE.format(wrong), encoding="utf-8")
    assert told in " ".join(ask(open_page(path)))


def test_nothing_is_found_where_nothing_is_wrong(open_page, tmp_path):
    path = tmp_path / "page.html"
    right = "<h2>In order</h2><p id=a>Words</p><p><a href='#a'>There</a></p><button>Press</button>"
    path.write_text(WHOLE.format(right), encoding="utf-8")
    page = open_page(path)
    assert [ask(page) for ask in dict.fromkeys(ask for ask, *_ in FAULTY)] == [[]] * 5


SAVING = """<button>Save</button><script>
document.querySelector("button").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["id,title"], { type: "text/csv" }));
  link.download = "documents.csv";
  link.click();
});
</script>"""


def test_a_page_may_give_its_reader_a_file(open_page, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(WHOLE.format(SAVING), encoding="utf-8")
    page = open_page(path)
    with page.expect_download() as saved:
        page.get_by_role("button").click()
    assert saved.value.suggested_filename == "documents.csv"
    assert saved.value.path().read_text() == "id,title"
