// Where does this figure come from? The answer stands beside the figure, and not only at the foot of the page.
//
// A click on a link to a block of provenance, or on a figure in a sentence, opens a popover with the content of the block. By keyboard, the figures
// in sentences are one tab stop a section, not hundreds a page: the arrows lead from one to the next. Without script, or in a browser without
// popovers, the links lead to the blocks.
(() => {
    "use strict";

    const main = document.querySelector("main");
    const blocks = [...document.querySelectorAll("main details.provenance")];
    // They are open for readers without script.
    for (const block of blocks) block.open = `#${block.id}` === location.hash;
    window.addEventListener("hashchange", () => {
        for (const block of blocks) if (`#${block.id}` === location.hash) block.open = true;
    });
    if (!main || !("popover" in HTMLElement.prototype)) return;

    const element = (name, properties = {}, ...content) => {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...content);
        return made;
    };

    const title = element("p", { id: "origin-title", className: "origin-title" });
    const close = element("button", { type: "button", className: "origin-close", textContent: "Close" });
    const content = element("div");
    const popover = element("div", { className: "origin", popover: "auto", tabIndex: -1 }, title, close, content);
    popover.setAttribute("role", "dialog");
    popover.setAttribute("aria-labelledby", "origin-title");
    document.body.append(popover);
    close.addEventListener("click", () => popover.hidePopover());

    // What the popover is about, and what it was about when the press began that closed it.
    let about = null;
    let closedByPress = null;

    // Beside the figure, where there is more room for it: below or above.
    const place = () => {
        const [gap, menu] = [8, document.getElementById("mdbook-menu-bar")?.getBoundingClientRect().bottom ?? 0];
        const at = about.getClientRects()[0] ?? about.getBoundingClientRect();
        const room = { below: innerHeight - at.bottom - 2 * gap, above: at.top - Math.max(menu, 0) - 2 * gap };
        popover.style.maxHeight = "none";
        const isBelow = room.below >= Math.min(popover.offsetHeight, room.above);
        const most = Math.max(isBelow ? room.below : room.above, 160);
        popover.style.maxHeight = `${most}px`;
        const height = Math.min(popover.offsetHeight, most);
        const right = document.documentElement.clientWidth - popover.offsetWidth - gap;
        popover.style.left = `${Math.max(gap, Math.min(at.left, right)) + scrollX}px`;
        popover.style.top = `${(isBelow ? at.bottom + gap : at.top - gap - height) + scrollY}px`;
    };

    // The content of a block once more, with a link to the block itself.
    const copyOf = (block) => {
        const parts = [...block.children].filter((part) => part.localName !== "summary").map((part) => part.cloneNode(true));
        const link = element("a", { href: `#${block.id}`, textContent: "Show this at the foot of the page" });
        link.addEventListener("click", () => {
            block.open = true;
            popover.hidePopover();
        });
        return [...parts, element("p", {}, link)];
    };

    const show = (trigger, heading, ...parts) => {
        about = trigger;
        title.textContent = heading;
        content.replaceChildren(...parts);
        trigger.focus({ preventScroll: true });
        popover.showPopover({ source: trigger });
        popover.scrollTop = 0;
        place();
        popover.focus({ preventScroll: true });
    };
    window.addEventListener("resize", () => { if (popover.matches(":popover-open")) place(); });

    // Links to a block.
    const summary = (block) => block.querySelector("summary").textContent;
    for (const block of blocks) {
        for (const link of main.querySelectorAll(`a[href="#${CSS.escape(block.id)}"]`)) {
            link.setAttribute("aria-haspopup", "dialog");
            link.addEventListener("click", (event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                if (closedByPress !== link) show(link, summary(block), ...copyOf(block));
            });
        }
    }

    // Figures in sentences. One of each section, and of each block that folds, is a tab stop.
    const groups = new Map();
    let heading = null;
    for (const found of main.querySelectorAll("h1, h2, h3, span[data-origin]")) {
        if (found.localName !== "span") heading = found;
        else if (!found.closest("a, button, summary, label, legend")) {
            const folds = found.closest("details");
            const key = groups.get(heading) ?? groups.set(heading, new Map()).get(heading);
            key.get(folds)?.push(found) ?? key.set(folds, [found]);
        }
    }
    const stop = (figure, figures) => {
        for (const other of figures) {
            for (const name of ["tabindex", "role", "aria-haspopup"]) other.removeAttribute(name);
        }
        figure.tabIndex = 0;
        figure.setAttribute("role", "button");
        figure.setAttribute("aria-haspopup", "dialog");
    };
    const showFigure = (figure, byKeyboard) => {
        const [kind, slug] = figure.dataset.origin.split(" ");
        const block = blocks.find((block) => block.dataset.origin === figure.dataset.origin);
        const parts = [element("p", {}, element("strong", { textContent: figure.textContent }), ` \u2013 ${figure.title}`)];
        if (byKeyboard) parts.push(element("p", { className: "note", textContent: "The arrow keys lead from figure to figure of the section." }));
        if (block) parts.push(element("p", { className: "origin-title", textContent: summary(block) }), ...copyOf(block));
        show(figure, `A figure of the ${kind} of ${slug}`, ...parts);
    };
    for (const figures of [...groups.values()].flatMap((folds) => [...folds.values()])) {
        stop(figures[0], figures);
        for (const [index, figure] of figures.entries()) {
            figure.classList.add("opens");
            figure.addEventListener("click", () => {
                if (closedByPress === figure || !getSelection().isCollapsed) return;
                stop(figure, figures);
                showFigure(figure, false);
            });
            figure.addEventListener("keydown", (event) => {
                const next = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: figures.length - 1 }[event.key];
                const opens = ["Enter", " "].includes(event.key);
                if (next === undefined && !opens) return;
                event.preventDefault();
                event.stopPropagation();
                if (opens) showFigure(figure, true);
                else if (figures[next]) {
                    stop(figures[next], figures);
                    figures[next].focus();
                }
            });
        }
    }

    // A second click on what opened the popover closes it: the press does.
    document.addEventListener("pointerdown", () => {
        closedByPress = popover.matches(":popover-open") ? about : null;
    }, true);
    // mdBook takes Escape, and turns pages by the arrows.
    document.addEventListener("keydown", (event) => {
        closedByPress = null;
        if (event.key === "Escape" && popover.matches(":popover-open")) {
            popover.hidePopover();
            event.stopPropagation();
        }
    }, true);
    popover.addEventListener("keydown", (event) => {
        if (event.key.startsWith("Arrow")) event.stopPropagation();
    });
})();
