// Is a reader's record compared on the page as `cargo workbook compare` would, and is every other file refused with its reason?

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = "boxed-return.html";
const OTHER = "formatting";
const PAYLOAD = '<img src=x onerror="document.title=\'injected\'">';

// A record with its seal, which covers its content without the blanks between its parts.
function sealed(record) {
    const { seal: _, ...content } = record;
    const seal = `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
    return JSON.stringify({ ...content, seal }, null, 1);
}

// Every text that is a value, but for what a refusal looks at, becomes the payload.
function poisoned(value, key) {
    if (typeof value === "string") return ["kind", "experiment", "verdict"].includes(key) ? value : PAYLOAD;
    if (Array.isArray(value)) return value.map((one) => poisoned(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, value]) => [key, poisoned(value, key)]));
}

export async function yours({ site, check, expect, visitor, open, violations, overflow, screenshot }, paths) {
    const file = (slug, kind = "record") => readFileSync(join(site, `records/${slug}/${kind}.json`), "utf8");
    const text = file("boxed-return");
    const record = () => JSON.parse(text);
    const changed = (change) => {
        const made = record();
        change(made);
        return made;
    };

    const give = async (page, content) => {
        await page.locator("#yours-file").setInputFiles({ name: "record.json", mimeType: "application/json", buffer: Buffer.from(content) });
        const summary = page.locator(".yours-summary");
        await page.waitForFunction(() => document.querySelector(".yours-summary").textContent !== "");
        return summary.innerText();
    };
    const withPage = (name, body, settings) => check(`${PAGE}: ${name}`, async () => {
        const { context, page, errors } = await visitor("light", 1280, settings);
        await open(page, PAGE);
        await body(page);
        expect(errors.length === 0, errors.join("\n"));
        await context.close();
    });

    await withPage("the script says of two records what the command line says", async (page) => {
        const compared = JSON.parse(readFileSync(new URL("compared.json", import.meta.url), "utf8"));
        const [rows, ratios] = await page.evaluate(async ({ files, ratios }) => {
            const book = { schema: JSON.parse(files[0]).schema, kind: "record", experiment: "boxed-return" };
            const [a, b] = await Promise.all(files.map((text) => yours.read(new File([text], "record.json"), book, "")));
            if (!a.isChecked || !b.isChecked) throw new Error("a seal was not checked");
            const shown = ratios.map(([ppm]) => [ppm, yours.inDigits(ppm)]);
            return [yours.compare(a.short, b.short).map(({ id, debug, release, times }) => [id, debug, release, times]), shown];
        }, compared);
        const expected = compared.rows.map((row) => [row.case, row.debug_counts, row.release_counts, row.ratios]);
        for (const [index, row] of expected.entries()) {
            expect(JSON.stringify(rows[index]) === JSON.stringify(row), `compare says ${row}\nthe page says ${rows[index]}`);
        }
        expect(rows.length === expected.length, `${rows.length} rows, expected ${expected.length}`);
        expect(JSON.stringify(ratios) === JSON.stringify(compared.ratios), `ratios are printed as ${JSON.stringify(ratios)}`);
    });

    await withPage("every page has of its record what the script makes of the record itself", async (page) => {
        const areas = paths.map((path) => [path, readFileSync(join(site, path), "utf8").match(/class="yours"[^]*?<script type="application\/json">(.*?)<\/script>/)]);
        const found = areas.filter(([, area]) => area !== null);
        expect(found.length > 10, `only ${found.length} pages have an area for the reader's record`);
        for (const [path, [, json]] of found) {
            const short = await page.evaluate((text) => JSON.stringify(yours.short(JSON.parse(text))), file(path.replace(".html", "")));
            const sorted = (text) => JSON.stringify(Object.entries(JSON.parse(text)).sort());
            expect(sorted(short) === sorted(json), `${path}: the page has\n${json}\nand the record gives\n${short}`);
        }
    });

    for (const [theme, width] of [["light", 1280], ["navy", 320]]) {
        await check(`${PAGE}, ${theme}, ${width} px: a record is compared below, with no violation and no request`, async () => {
            const { context, page, errors } = await visitor(theme, width);
            await open(page, PAGE);
            const requests = [];
            page.on("request", (request) => { if (!request.url().includes("/favicon-")) requests.push(request.url()); });
            const all = await give(page, text);
            expect(/^All \d+ counts are the same\. .* are the same/.test(all), all);
            const other = changed(({ body: { cases } }) => {
                cases[1].release.measured.allocations += 1;
                cases[2].time.measured.ratio.times = { median: 900000, interval: [890000, 910000] };
                cases[2].time.measured.ratio.verdict = "faster";
                cases[3].variant = "another";
            });
            const summary = await give(page, sealed(other));
            await page.locator(".yours td.differs").first().waitFor();
            expect(/counts, \d+ are the same and 5 differ/.test(await page.locator(".yours-summary").innerText()), summary);
            const table = await page.locator(".yours table").innerText();
            for (const said of ["differs: allocations 0 and 1", "in the book, faster in yours", "only in the book", "only in yours"]) {
                expect(table.includes(said), `"${said}" is not in\n${table}`);
            }
            await page.locator(".yours input[type=checkbox]").check();
            expect(await page.locator(".yours tbody:visible").count() < await page.locator(".yours tbody").count(), "nothing is left out");
            const found = await violations(page);
            expect(found.length === 0, found.join("\n"));
            const wide = await overflow(page);
            expect(wide === "", wide);
            await screenshot(page, `yours-${theme}-${width}`);
            expect(requests.length === 0, `requests: ${requests.join(" ")}`);
            expect(errors.length === 0, errors.join("\n"));
            await context.close();
        });
    }

    const refused = [
        ["no JSON", "not a record", "is not JSON"],
        ["a file that ends early", text.slice(0, 2000), "ends before it is complete"],
        ["another kind", file("boxed-return", "instructions"), 'of the kind "instructions"'],
        ["another schema", sealed(changed((made) => { made.schema = 2; })), "schema number of the file is 2"],
        ["another experiment", file(OTHER), `another experiment, "${OTHER}"`],
        ["a missing number", sealed(changed(({ body }) => { delete body.cases[1].release.measured.peak_bytes; })), "body.cases[1].release.measured.peak_bytes is missing"],
        ["a changed file", text.replace('"allocations": 0', '"allocations": 7'), "seal of the file does not fit"],
        ["no seal", JSON.stringify({ ...record(), seal: undefined }), "has no seal"],
        ["a file that is too large", " ".repeat(5 * 1024 * 1024), "larger than 4 MiB"],
        ["other JSON", "[1]", "it is no record"],
        ["other bytes", Buffer.from([0xff, 0xfe, 0x00]), "not text in UTF-8"],
    ];
    for (const [name, content, reason] of refused) {
        await withPage(`${name} is refused, and the reason is said`, async (page) => {
            const summary = await give(page, content);
            expect(summary.includes(reason) && summary.endsWith("."), summary);
            expect(await page.locator(".yours table").count() === 0, "a table shows");
        });
    }

    await withPage("nothing of a file becomes markup", async (page) => {
        const made = poisoned(record());
        made.body.cases.forEach((one, index) => { one.variant = `${PAYLOAD}${index}`; });
        await give(page, sealed(made));
        await page.locator(".yours table").waitFor();
        expect((await page.locator(".yours").innerText()).includes("<img"), "the payload does not show as text");
        for (const strange of [{ ...made, kind: PAYLOAD }, { ...made, experiment: PAYLOAD }, { ...made, schema: PAYLOAD }]) {
            const summary = await give(page, sealed(strange));
            expect(summary.includes("<img") || summary.includes("\u2026"), summary);
        }
        expect(await page.locator("main img").count() === 0 && await page.title() !== "injected", "the payload is an element");
    });
    await withPage("a file dropped anywhere on the page is taken", async (page) => {
        const transfer = await page.evaluateHandle((text) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "record.json"));
            return transfer;
        }, text);
        await page.dispatchEvent("main h1", "dragover", { dataTransfer: transfer });
        await page.dispatchEvent("main h1", "drop", { dataTransfer: transfer });
        await page.locator(".yours table").waitFor({ timeout: 5000 });
    });
    await withPage("where the browser has no digests it is said that the seal was not checked", async (page) => {
        await page.evaluate(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
        const summary = await give(page, text);
        expect(summary.includes("seal of the file could not be checked"), summary);
    });
    await withPage("without script there is no area that does nothing", async (page) => {
        expect(!(await page.locator(".yours").isVisible()), "it shows");
    }, { javaScriptEnabled: false });
}
