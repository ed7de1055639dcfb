// Does a chapter answer first, ask beside its code, and show its figures as the reader asks for them?
//
// Each function takes the tools of check.js: `check`, `expect`, `visitor`, `open`, and `source`, which reads a page of the site.

import { gzipSync } from "node:zlib";
import { QUESTIONS } from "./questions.js";

// The box at the top of each chapter is in view without scrolling, on a screen and on a phone.
export async function answers(tools, paths) {
    const { check, expect, visitor, open, source } = tools;
    const chapters = paths.filter((path) => source(path).includes('class="answer"'));
    await check("chapters answer", () => expect(chapters.length >= 16, `only ${chapters.length} pages have an answer`));
    for (const [width, height] of [[1280, 800], [390, 844]]) {
        const { context, page } = await visitor("light", width, { viewport: { width, height } });
        for (const path of chapters) {
            await check(`${path}, ${width} × ${height}: question, answer and its first figure are in view`, async () => {
                await open(page, path);
                const bottom = await page.evaluate(() => {
                    const box = document.querySelector("main .answer");
                    const first = box.querySelector("tbody tr:last-child");
                    return { row: first?.getBoundingClientRect().bottom ?? null, text: box.querySelector("p").getBoundingClientRect().bottom };
                });
                expect(bottom.text <= height, `the answer ends at ${bottom.text}`);
                // A page without an experiment has no figures.
                if (source(path).includes('id="provenance"')) expect(bottom.row !== null, "the answer has no figures");
                if (width > 600) expect(bottom.row <= height, `its figures end at ${bottom.row}`);
            });
        }
        await context.close();
    }
    await check("titles and descriptions differ from page to page, and none is there twice", () => {
        const several = paths.filter((path) => source(path).match(/<meta name="description"/g)?.length !== 1);
        expect(several.length === 0, `not one description: ${several.join(", ")}`);
        const of = (pattern) => chapters.map((path) => source(path).match(pattern)?.[1] ?? "");
        for (const found of [of(/<title>([^<]*)</), of(/<meta name="description" content="([^"]*)"/)]) {
            expect(new Set(found).size === chapters.length, `twice the same, or missing: ${found.join(" | ")}`);
        }
    });
}

// What a section withholds shows when its prediction is answered; retry, reset, declining and class mode.
export async function predictions(tools, paths) {
    const { check, expect, visitor, open, source, isTried } = tools;
    // Those of exercises withhold nothing; exercises.js answers one.
    const withPrediction = paths.filter((path) => path !== "exercises.html" && source(path).includes('class="prediction"'));
    await check("pages have predictions", () => expect(withPrediction.length >= 16, `${withPrediction.length} have one`));
    for (const path of withPrediction.filter(isTried)) {
        const { context, page } = await visitor("light", 1280);
        await open(page, path);
        const forms = page.locator("main > form.prediction");
        const withheld = page.locator("main .withheld:not(span)");
        await check(`${path}: a section withholds its figures until its predictions are answered, and they stay shown`, async () => {
            expect(await withheld.count() > 0, "no table and no drawing is withheld");
            const shown = await page.locator("main .withheld:not(span):visible").count();
            expect(shown === 0, `${shown} tables or drawings show although they are withheld`);
            for (let index = 0; index < await forms.count(); index += 1) {
                const form = forms.nth(index);
                expect(!(await form.locator("details").isVisible()), "the answer shows before the prediction is committed");
                const told = await form.locator(".question .hljs-comment:not(.withheld)").allInnerTexts();
                expect(!told.some((text) => text.includes("heap:")), `the code tells the answer: ${told}`);
                await form.locator("[type=submit]").click();
                expect((await form.locator("[role=status]").innerText()).includes("Choose"), "committing nothing says nothing");
                await form.locator("input").first().check();
                await form.locator("[type=submit]").click();
                const status = await form.locator("[role=status]").innerText();
                const isRight = (await form.getAttribute("data-answer")) === "0";
                expect(status.startsWith(isRight ? "Yes" : "No"), `the verdict is "${status}"`);
                expect(await form.locator("[role=status]").evaluate((element) => element === document.activeElement), "the focus is lost");
                const explanation = form.locator("details p:not(:has(strong))");
                expect(await explanation.count() > 0, "nothing explains the answer");
                expect(await form.locator("details p a").count() > 1, "no link leads to the reason");
                expect(await form.locator("label.measured").count() === 1, "the measured choice is not marked");
            }
            expect(await page.locator("main .withheld").count() === 0, "something is still withheld");
            await page.reload();
            expect(await page.locator("main .withheld").count() === 0, "figures are withheld again after a reload");
        });
        await check(`${path}: trying again and resetting withhold the figures again`, async () => {
            await forms.first().getByRole("button", { name: "Try again" }).click();
            expect(await page.locator("main .withheld").count() > 0, "trying again shows everything");
            await page.getByRole("button", { name: "Reset the predictions" }).click();
            expect(!(await forms.last().locator("details").isVisible()), "a reset prediction still shows its answer");
            await page.getByRole("button", { name: "Show them all" }).first().click();
            expect(await withheld.count() === 0, "declining shows not everything");
        });
        await context.close();
    }
    const [first] = withPrediction;
    await check(`${first}: a class votes on a large page without a sidebar`, async () => {
        const { context, page } = await visitor("light", 1280);
        await open(page, first);
        const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main p")).fontSize));
        const before = await size();
        await page.getByRole("button", { name: "Class mode" }).click();
        expect(await size() > before * 1.2, "the text is not larger");
        expect(!(await page.locator("#mdbook-sidebar").isVisible()), "the sidebar shows");
        const table = page.locator("main .answer table").first();
        expect(!(await table.isVisible()) && !(await page.locator("main .answer .told").isVisible()), "the box tells a class the answer");
        const vote = page.locator("form.prediction .tally button").first();
        await vote.click();
        await vote.click();
        expect(await page.locator("form.prediction .tally output").first().innerText() === "2", "the votes are not counted");
        await page.getByRole("button", { name: "Show them all" }).first().click();
        expect(await table.isVisible(), "the box stays closed when everything shows");
        await context.close();
    });
    await check(`${first}: a link to a place withholds nothing`, async () => {
        const { context, page } = await visitor("light", 1280);
        await open(page, `${first}#what-to-take`);
        expect(await page.locator("main .withheld").count() === 0, "something is withheld");
        await context.close();
    });
    await check(`${first}: without script everything shows, and the answer can be reached`, async () => {
        const { context, page } = await visitor("light", 320, { javaScriptEnabled: false });
        await open(page, first);
        expect(await page.locator("main .figures").first().isVisible(), "the figures do not show");
        const form = page.locator("form.prediction").first();
        expect(!(await form.locator("button").first().isVisible()), "a button that does nothing shows");
        await form.locator("summary").first().click();
        expect(await form.locator("details p").first().isVisible(), "the answer cannot be reached");
        await context.close();
    });
}

// A table shows allocations and times, further columns at a press, and one size at a time.
export async function figures(tools, paths) {
    const { check, expect, visitor, open, source } = tools;
    const path = "boxed-return.html";
    expect(paths.includes(path) && source(path).includes("data-quantity="), `${path} has no table with sizes`);
    const { context, page } = await visitor("light", 1280);
    await check(`${path}: columns and sizes of a table`, async () => {
        await open(page, `${path}#what-to-take`);
        const box = page.locator("main .adaptive[data-quantity]").first();
        const bytes = box.locator("tbody tr:visible td.k-bytes:not(.k-debug):visible");
        const rows = box.locator("tbody tr:visible");
        const one = await rows.count();
        expect(await bytes.count() === 0, "bytes show unasked");
        await box.getByRole("button", { name: "bytes" }).click();
        expect(await bytes.count() === one, "bytes do not show");
        const sentence = () => box.locator(".notice").innerText();
        const before = await sentence();
        await box.locator("input[type=range]").press("Home");
        expect(await sentence() !== before, "the sentence does not follow the slider");
        expect(await rows.count() === one, "another size has not as many rows");
        // The chart that follows a table has a line at the table's size.
        const chart = page.locator("figure.chart:has(.at-size)").first();
        const slider = chart.locator("xpath=preceding::*[contains(@class,'adaptive')][1]").locator("input[type=range]");
        const drawn = () => chart.locator(".at-size.shown").evaluateAll((lines) => lines.map((line) => line.dataset.size).join());
        await slider.press("Home");
        const smallest = await drawn();
        await slider.press("End");
        const largest = await drawn();
        expect(largest !== "" && largest !== smallest, `the chart shows ${smallest}, then ${largest}`);
        await box.getByRole("button", { name: "every size" }).click();
        expect(await rows.count() > one, "not every size shows");
    });
    await context.close();
}

// The index of calls: filter, sort, size, debug; a plain table without script.
export async function index(tools) {
    const { check, expect, visitor, open, source } = tools;
    const path = "which-call-allocates.html";
    const { context, page } = await visitor("light", 1280);
    await open(page, path);
    const rows = page.locator("main .index tbody tr:visible");
    const all = await rows.count();
    await check(`${path}: has at least 250 calls`, () => expect(all >= 250, `it has ${all}`));
    await check(`${path}: has at most 25 KiB, compressed`, () => {
        const size = gzipSync(source(path)).length;
        expect(size <= 25 * 1024, `it has ${size} bytes for ${all} calls; what is not read at first belongs in records/calls.js`);
    });
    await check(`${path}: the filter keeps what has the words`, async () => {
        const field = page.getByRole("searchbox", { name: "Filter the calls" });
        await field.fill("format");
        const texts = await rows.allInnerTexts();
        expect(texts.length > 0 && texts.length < all, `${texts.length} of ${all}`);
        expect((await page.locator("main [role=status]").first().innerText()).startsWith(`${texts.length} of ${all}`), "the number is not said");
        await field.fill("does Vec::new allocate");
        const first = await rows.first().locator("th").innerText();
        expect(first.trim() === "Vec::new()", `the first call is ${first}`);
        await field.fill("");
        expect(await rows.count() === all, "an emptied filter hides calls");
        expect(await page.locator("main h2").first().isVisible(), "the topics do not come back");
    });
    for (const [question, call] of QUESTIONS) {
        await check(`${path}: "${question}" finds its call first`, async () => {
            const field = page.getByRole("searchbox", { name: "Filter the calls" });
            await field.fill(question);
            const found = await rows.count() > 0 ? await rows.first().locator("th").innerText() : "nothing";
            expect(found.includes(call), `the first call is ${found}`);
            await field.fill("");
        });
    }
    const times = async () => (await page.locator("main .index tbody tr:visible td:nth-child(4)").allInnerTexts()).map((text) => {
        const unit = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 }[text.match(/\p{L}+$/u)?.[0]] ?? 0;
        return parseFloat(text.replace(/\s/g, "")) * unit || 0;
    });
    await check(`${path}: sorted by time, the times rise`, async () => {
        await page.getByRole("combobox", { name: "Order" }).selectOption("by time");
        const sorted = await times();
        expect(sorted.every((time, index) => index === 0 || sorted[index - 1] <= time), "they do not");
        expect(await rows.count() === all, "sorting loses calls");
        await page.getByRole("combobox", { name: "Order" }).selectOption("by topic");
        expect(await page.locator("main h2").first().isVisible(), "the topics do not come back");
    });
    await check(`${path}: bytes and instructions show when they are asked for`, async () => {
        const bytes = page.locator("main .index td.bytes:visible");
        expect(await bytes.count() === 0, "bytes show unasked");
        await page.getByRole("button", { name: "bytes" }).click();
        await bytes.first().waitFor({ timeout: 10_000 });
        expect(await bytes.count() === all, `${await bytes.count()} of ${all} calls have bytes`);
        await page.getByRole("combobox", { name: "Order" }).selectOption("by instructions");
        const counts = (await page.locator("main .index td.instructions:visible").allInnerTexts()).map((text) => parseInt(text.replace(/\s/g, ""), 10) || 0);
        expect(counts.length === all && counts.every((count, index) => index === 0 || counts[index - 1] <= count), "the instructions do not rise");
        expect(await page.locator("main .index td.instructions:empty").count() === 0, "a call has no instructions");
        await page.getByRole("combobox", { name: "Order" }).selectOption("by topic");
        for (const name of ["bytes", "instructions"]) await page.getByRole("button", { name }).click();
        expect(await page.locator("main .index .more:visible").count() === 0, "the columns do not go");
    });
    await check(`${path}: the slider and debug change the figures`, async () => {
        const text = () => page.locator("main .index").evaluateAll((boxes) => boxes.map((box) => box.innerText).join());
        const before = await text();
        await page.getByRole("slider").press("End");
        // The figures of other sizes are loaded first.
        await page.waitForFunction(() => window.callsOthers !== undefined);
        const larger = await text();
        expect(larger !== before, "the slider changes nothing");
        const empty = await page.locator("main .index small").evaluateAll((sizes) => sizes.filter((size) => size.textContent === "").length);
        expect(empty === 0, `${empty} rows lost their size`);
        await page.getByRole("button", { name: "debug" }).click();
        expect(await text() !== larger, "debug changes nothing");
    });
    await context.close();
    await check(`${path}: a plain table without script, a link that filters with it`, async () => {
        const plain = await visitor("light", 1280, { javaScriptEnabled: false });
        await open(plain.page, path);
        expect(await plain.page.locator("main .index tbody tr:has(td):visible").count() === all, "not every call shows without script");
        const chapters = plain.page.locator("main .index tbody tr:not(:has(td))");
        expect(await chapters.count() === await chapters.locator("a").count() && await chapters.count() > 26, "calls stand below no chapter");
        await plain.context.close();
        const linked = await visitor("light", 1280);
        await open(linked.page, `${path}?call=arena`);
        expect(await linked.page.locator("main .index tbody tr:visible").count() < all, "the link does not filter");
        await linked.context.close();
    });
}

// On a phone the first figure of a table is in view without scrolling, and no option of a command is broken behind its hyphens.
export async function phone(tools, paths) {
    const { check, expect, visitor, open, unfold, source, isTried } = tools;
    const { context, page } = await visitor("light", 390, { viewport: { width: 390, height: 844 } });
    for (const path of paths.filter((path) => isTried(path) && /<table|<code>/.test(source(path)))) {
        await check(`${path}: on a phone the second column of a table is in view, and options are whole`, async () => {
            await open(page, path);
            await unfold(page);
            const found = await page.evaluate(() => {
                const cut = [...document.querySelectorAll("main .table-wrapper table")].filter((table) => {
                    const cell = table.querySelector("tbody tr td:nth-child(2)");
                    return cell?.getClientRects().length > 0 && cell.getBoundingClientRect().right > innerWidth;
                });
                const broken = [...document.querySelectorAll("main .whole")].filter((word) => word.getClientRects().length > 1);
                return [...cut.map((table) => `cut: ${table.textContent.trim().slice(0, 80)}`), ...broken.map((word) => `broken: ${word.textContent}`)];
            });
            expect(found.length === 0, found.slice(0, 5).join("\n"));
        });
    }
    await context.close();
}

// A chapter is read at one sitting: at most 14 screens, with every prediction answered.
export async function screens(tools, paths) {
    const { check, expect, visitor, open, source, isTried } = tools;
    const { context, page } = await visitor("light", 1280, { viewport: { width: 1280, height: 800 } });
    for (const path of paths.filter((path) => isTried(path) && source(path).includes('class="answer"'))) {
        await check(`${path}: has at most 14 screens with its predictions answered`, async () => {
            await open(page, path);
            for (const form of await page.locator("main > form.prediction").all()) {
                await form.locator("input").first().check();
                await form.locator("[type=submit]").click();
            }
            expect(await page.locator("main .withheld").count() === 0, "something is withheld");
            const screens = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().height / innerHeight);
            expect(screens > 1 && screens <= 14, `it has ${screens.toFixed(2)}`);
        });
    }
    await context.close();
}

// A chapter is a hand-out: at most 12 sheets of A4.
export async function sheets(tools, paths) {
    const { check, expect, visitor, open, source, isTried } = tools;
    const { context, page } = await visitor("light", 1280);
    // As wide as A4 is between its margins.
    const paper = await visitor("light", 680);
    await paper.page.emulateMedia({ media: "print" });
    for (const path of paths.filter((path) => isTried(path) && source(path).includes('class="answer"'))) {
        await check(`${path}: is printed on at most 12 sheets`, async () => {
            await open(page, path);
            const printed = (await page.pdf({ format: "A4" })).toString("latin1");
            const count = printed.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
            expect(count > 1 && count <= 12, `it takes ${count}`);
        });
        await check(`${path}: on paper no drawing lies on the text below it, and names have room`, async () => {
            await open(paper.page, path);
            const found = await paper.page.evaluate(() => {
                const isShown = (element) => element.getClientRects().length > 0;
                const bottom = (element) => element.getBoundingClientRect().bottom;
                const deep = [...document.querySelectorAll("main figure svg:not(svg svg)")].filter((svg) => (
                    isShown(svg) && [...svg.querySelectorAll("text, line, rect")].some((shape) => bottom(shape) > bottom(svg) + 4)
                ));
                const narrow = [...document.querySelectorAll("main table.cases th.case")].filter((name) => isShown(name) && name.offsetWidth < 64);
                // What is wider than the sheet makes the browser print everything smaller.
                const wide = [...document.querySelectorAll("main table")].filter((table) => table.offsetWidth > innerWidth * 1.06);
                return [
                    ...wide.map((table) => `${table.offsetWidth} pixels: ${table.textContent.trim().slice(0, 60)}`),
                    ...deep.map((svg) => `a drawing: ${svg.textContent.slice(0, 60)}`),
                    ...narrow.map((name) => `${name.offsetWidth} pixels for ${name.textContent.slice(0, 60)}`),
                ];
            });
            expect(found.length === 0, found.slice(0, 5).join("\n"));
        });
    }
    await paper.context.close();
    await context.close();
}
