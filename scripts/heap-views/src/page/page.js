"use strict";
document.documentElement.classList.add("has-script");

// The table: sorted by a column, and narrowed to names that have a text.
{
    const table = document.querySelector("#functions table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => row.cells[column].dataset.value;
    const sort = (column, order) => {
        const sign = order === "descending" ? -1 : 1;
        const isNumber = heads[column].classList.contains("figure");
        const rows = [...body.rows].sort((a, b) => {
            const [one, other] = [value(a, column), value(b, column)];
            return sign * (isNumber ? Math.abs(one) - Math.abs(other) : one.localeCompare(other));
        });
        body.append(...rows);
        heads.forEach((head, index) => {
            if (index === column) head.setAttribute("aria-sort", order);
            else head.removeAttribute("aria-sort");
        });
    };
    heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener("click", () => {
            sort(column, head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending");
        });
    });
    const search = document.querySelector("#narrow");
    const found = document.querySelector("#found");
    search.addEventListener("input", () => {
        const wanted = search.value.toLowerCase();
        let count = 0;
        for (const row of body.rows) {
            row.hidden = !value(row, 0).toLowerCase().includes(wanted);
            count += row.hidden ? 0 : 1;
        }
        found.textContent = `${count} of ${body.rows.length} functions`;
    });
}

// A link to the source of a function opens it.
const unfold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// The flame graph: arrows lead from box to box, Enter widens one, Escape takes that back.
const flame = document.querySelector(".flame");
if (flame) {
    const items = [...flame.children].map((element) => ({
        element,
        level: Number(element.ariaLevel),
        start: Number(element.dataset.start),
        end: Number(element.dataset.start) + Number(element.dataset.width),
    }));
    const status = document.querySelector("#flame-status");
    const byElement = new Map(items.map((item) => [item.element, item]));
    const within = (inner, outer) => inner.start >= outer.start && inner.end <= outer.end;
    const parent = (item) => items.find((other) => other.level === item.level - 1 && within(item, other));
    const children = (item) => items.filter((other) => other.level === item.level + 1 && within(other, item));
    const row = (item) => items.filter((other) => other.level === item.level && !other.element.hidden).sort((a, b) => a.start - b.start);
    let current = items[0];
    let zoomed = null;
    const tell = (item) => { status.textContent = item.element.getAttribute("aria-label"); };
    const go = (item) => {
        if (!item || item.element.hidden) return;
        current.element.tabIndex = -1;
        current = item;
        current.element.tabIndex = 0;
        current.element.focus();
    };
    const zoom = (item) => {
        zoomed = item;
        const [start, end] = item ? [item.start, item.end] : [0, Number(flame.dataset.total)];
        for (const other of items) {
            const { element } = other;
            const isInside = !item || within(other, item) && other.level >= item.level;
            const isAround = item && within(item, other) && other.level < item.level;
            element.hidden = !isInside && !isAround;
            const [left, right] = isAround ? [start, end] : [other.start, other.end];
            const width = (right - left) / (end - start) * 100;
            element.style.insetInlineStart = `${(left - start) / (end - start) * 100}%`;
            element.style.width = `${width}%`;
            element.classList.toggle("tight", width / 100 * flame.clientWidth < 24);
        }
        document.querySelector("#flame-out").disabled = !item;
    };
    flame.addEventListener("focusin", ({ target }) => { if (byElement.has(target)) tell(byElement.get(target)); });
    // A pointer that rests where a box is scrolled to says nothing: who uses keys is told of the box that has the focus.
    flame.addEventListener("pointermove", ({ target, movementX, movementY }) => {
        if ((movementX !== 0 || movementY !== 0) && byElement.has(target)) tell(byElement.get(target));
    });
    flame.addEventListener("click", ({ target }) => {
        const item = byElement.get(target);
        if (item) { zoom(item); go(item); }
    });
    document.querySelector("#flame-out").addEventListener("click", () => { zoom(null); go(items[0]); });
    flame.addEventListener("keydown", (event) => {
        const neighbours = row(current);
        const at = neighbours.indexOf(current);
        const moves = {
            ArrowLeft: () => go(neighbours[at - 1]),
            ArrowRight: () => go(neighbours[at + 1]),
            ArrowUp: () => go(parent(current)),
            ArrowDown: () => go(children(current).sort((a, b) => (b.end - b.start) - (a.end - a.start))[0]),
            Home: () => go(items[0]),
            Enter: () => zoom(current),
            " ": () => zoom(current),
            Escape: () => zoom(null),
        };
        const move = moves[event.key];
        if (move) { event.preventDefault(); move(); }
    });
    addEventListener("resize", () => zoom(zoomed));
    zoom(null);
}
