// Above the results of a search: the calls of the index that have its words.
(() => {
    "use strict";

    const bar = document.getElementById("mdbook-searchbar");
    const results = document.getElementById("mdbook-searchresults-outer");
    if (!bar || !results) return;
    const link = document.createElement("a");
    const line = document.createElement("p");
    line.className = "search-calls";
    line.append("Does it allocate? ", link);
    results.prepend(line);
    const update = () => {
        link.textContent = `Calls with \u201c${bar.value.trim()}\u201d`;
        link.href = `${path_to_root}which-call-allocates.html?call=${encodeURIComponent(bar.value.trim())}`;
    };
    bar.addEventListener("input", update);
    update();
})();
