// Does every page of the book work in a browser?
//
// Usage: node check.js [--site DIRECTORY] [--screenshots] [--sample] [--only PART]...
//
// Opens every page of the built site (default: target/book) in a light and a dark theme, 320 and 1280 pixels wide:
// no console error, no request to another host, no sideways overflow of the page, no axe-core violation (in the other themes at 1280 pixels its
// rules about colours). With `--sample`, each page is opened in the light theme at one of the two widths and in one of the others, and what is pressed and
// printed on each chapter is tried on one chapter of three; which ones changes from page to page and from commit to commit.
// Then: search finds a chapter, and the right place first for what readers look for; what chapters.js says of answers, predictions, tables, the index of calls, phones, a chapter's screens and its printed sheets; exercises and slides (exercises.js); the provenance of a figure opens beside
// it (provenance.js), a reader's record is compared with the book's (yours.js), and a reader's Go is analysed (analyser.js). `--only` names a part to run, as often as there are parts.
// Chromium is the executable named by the environment variable CHROMIUM, or /usr/bin/chromium.

import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { analyser } from "./analyser.js";
import { answers, figures, index, phone, predictions, screens, sheets } from "./chapters.js";
import { exercises } from "./exercises.js";
import { provenance } from "./provenance.js";
import { yours } from "./yours.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: options } = parseArgs({
    options: {
        site: { type: "string", default: join(root, "target/book") },
        screenshots: { type: "boolean", default: false },
        sample: { type: "boolean", default: false },
        only: { type: "string", multiple: true },
    },
});
const site = resolve(options.site);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const THEMES = ["light", "navy"];
const WIDTHS = [320, 1280];
const OTHER_THEMES = ["rust", "coal", "ayu"];

let passed = 0;
const failures = [];

async function check(name, body) {
    try {
        await body();
        passed += 1;
    } catch (error) {
        failures.push(name);
        console.log(`FAILED ${name}\n  ${String(error.message ?? error).replaceAll("\n", "\n  ")}`);
    }
}

function expect(condition, message) {
    if (!condition) throw new Error(message);
}

function serve() {
    const types = {
        ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
        ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    };
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
        let file = join(site, path);
        if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
        if (!file.startsWith(site + sep) || !existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
        createReadStream(file).pipe(response);
    });
    return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

// The pages of the site; not the frame without a page around it that readers without script get.
function pages() {
    return readdirSync(site, { recursive: true })
        .filter((file) => file.endsWith(".html") && file !== "toc.html")
        .map((file) => file.split(sep).join("/"))
        .sort();
}

// A fresh visitor, who has chosen a theme.
async function visitor(theme, width, settings = {}) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...settings });
    await context.addInitScript((theme) => localStorage.setItem("mdbook-theme", theme), theme);
    const page = await context.newPage();
    const errors = [];
    page.on("console", (message) => { if (message.type() === "error") errors.push(`console: ${message.text()}`); });
    page.on("pageerror", (error) => errors.push(`script: ${error.message}`));
    page.on("request", (request) => {
        if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) {
            errors.push(`request to another host: ${request.url()}`);
        }
    });
    return { context, page, errors };
}

async function open(page, path) {
    await page.goto(`${origin}/${path}`, { waitUntil: "load" });
}

// The figures and details that a reader can open are part of the page that is checked.
async function unfold(page) {
    await page.evaluate(() => {
        document.querySelector(".awaiting-prediction button")?.click();
        document.querySelectorAll("main details").forEach((details) => { details.open = true; });
    });
}

async function overflow(page) {
    return page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const scrolls = (element) => element.closest(".scroll, .table-wrapper, pre, #mdbook-sidebar, [hidden]");
        const wide = [...document.querySelectorAll("main *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element))
            .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}: ${element.textContent.trim().slice(0, 60)}`);
        // The content scrolls by itself in mdBook's frame, so the document alone would not tell.
        const frames = [document.scrollingElement, document.querySelector(".content")];
        const frame = frames.some((element) => element && element.scrollWidth > element.clientWidth + 1);
        return frame || wide.length > 0 ? wide.slice(0, 5).join("\n") || "the page itself" : "";
    });
}

// What axe-core finds, by all of its rules or by these.
async function violations(page, rules) {
    await page.evaluate(axe);
    return page.evaluate(async (rules) => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" ")}`);
    }, rules);
}

async function screenshot(page, name) {
    if (!options.screenshots) return;
    const directory = join(root, "target/screenshots");
    mkdirSync(directory, { recursive: true });
    await page.screenshot({ path: join(directory, `${name.replaceAll("/", "-")}.png`), fullPage: true });
}

// Whether a page is opened in this theme at this width.
function isChosen(path, theme, width) {
    if (!options.sample) return true;
    const number = paths.indexOf(path) + turn;
    if (theme === "light") return width === WIDTHS[number % WIDTHS.length];
    const others = ["navy 320", "navy 1280", ...OTHER_THEMES];
    const other = others[number % others.length];
    return other === theme || other === `${theme} ${width}`;
}

// One page of three, where each takes its time.
function isTried(path) {
    return !options.sample || (paths.indexOf(path) + turn) % 3 === 0;
}

// Commits that follow each other take the themes in no order.
function turnOfNewestCommit() {
    return options.sample ? parseInt(execFileSync("git", ["-C", root, "rev-parse", "HEAD"], { encoding: "utf8" }).slice(0, 8), 16) : 0;
}

async function everyPage(paths) {
    for (const theme of THEMES) {
        for (const width of WIDTHS) {
            for (const path of paths.filter((path) => isChosen(path, theme, width))) {
                const { context, page, errors } = await visitor(theme, width);
                const name = `${path}, ${theme}, ${width} px`;
                await open(page, path);
                await check(`${name}: no console error and no request to another host`, () => {
                    expect(errors.length === 0, errors.join("\n"));
                });
                await screenshot(page, `${path}-${theme}-${width}-first`);
                await unfold(page);
                await check(`${name}: no sideways overflow`, async () => {
                    const wide = await overflow(page);
                    expect(wide === "", wide);
                });
                await check(`${name}: no axe-core violation`, async () => {
                    const found = await violations(page);
                    expect(found.length === 0, found.join("\n"));
                });
                await screenshot(page, `${path}-${theme}-${width}`);
                if (theme === "light" && (options.sample || width === 1280)) await otherThemes(page, path, width);
                await context.close();
            }
        }
    }
}

// Colours depend on the theme, and little else does.
async function otherThemes(page, path, width) {
    for (const theme of OTHER_THEMES.filter((theme) => isChosen(path, theme, width))) {
        await page.evaluate((theme) => document.getElementById(`mdbook-theme-${theme}`).click(), theme);
        await check(`${path}, ${theme}: no axe-core violation of colours`, async () => {
            const found = await violations(page, ["color-contrast", "link-in-text-block"]);
            expect(found.length === 0, found.join("\n"));
        });
        await screenshot(page, `${path}-${theme}-${width}`);
    }
}

async function search(paths) {
    // The articles are out of the search.
    const path = paths.find((path) => !["index.html", "404.html", "articles.html"].includes(path));
    const { context, page } = await visitor("light", 1280);
    await check("search finds a chapter by a word of its title", async () => {
        await open(page, path);
        const title = (await page.locator("main h1").first().innerText()).trim();
        const word = title.split(/\W+/).reduce((longest, word) => (word.length > longest.length ? word : longest), "");
        await page.locator("#mdbook-search-toggle").click();
        // The search listens to keys, which fill() does not press.
        await page.locator("#mdbook-searchbar").pressSequentially(word);
        const hit = page.locator(`#mdbook-searchresults a[href*="${path}"]`).first();
        await hit.waitFor({ timeout: 10_000 });
    });
    await context.close();
}

// What readers search for, and where the first hit may be: pages, or pages with the beginning of an anchor.
const PLACES = [
    ["Box", ["which-call-allocates.html", "boxed-return.html"]],
    ["Box<dyn Trait>", ["which-call-allocates.html", "trait-object-argument.html", "boxed-return.html"]],
    ["HashMap", ["which-call-allocates.html", "maps-and-sets.html", "standard-library.html"]],
    ["hasher", ["maps-and-sets.html"]],
    ["rehash", ["maps-and-sets.html"]],
    ["IndexMap", ["maps-and-sets.html", "which-call-allocates.html"]],
    ["inline", ["which-call-allocates.html", "optimised-away.html", "heap-profile.html#inlining", "glossary.html"]],
    ["arena", ["which-call-allocates.html", "pools-and-scratch.html"]],
    ["Bytes", ["pools-and-scratch.html", "which-call-allocates.html"]],
    ["object pool", ["pools-and-scratch.html"]],
    ["clear", ["pools-and-scratch.html", "which-call-allocates.html"]],
    ["drop is slow", ["pools-and-scratch.html"]],
    ["try_reserve", ["when-allocation-fails.html", "which-call-allocates.html"]],
    ["out of memory", ["when-allocation-fails.html"]],
    ["OOM", ["when-allocation-fails.html"]],
    ["handle_alloc_error", ["when-allocation-fails.html"]],
    ["overcommit", ["when-allocation-fails.html"]],
    ["CI", ["your-own-crate.html#from-a-profile-to-a-test-in-ci", "site-report.html#in-ci"]],
    ["own crate", ["your-own-crate.html", "site-report.html#your-own-crate"]],
    ["regression", ["site-report.html#in-ci"]],
    ["perf", ["site-report.html#from-perf"]],
    ["jemalloc", ["which-allocator.html"]],
    ["mimalloc", ["which-allocator.html"]],
    ["musl", ["which-allocator.html"]],
    ["tcmalloc", ["which-allocator.html"]],
    ["snmalloc", ["which-allocator.html"]],
    ["RSS", ["memory-that-stays.html", "glossary.html#resident", "limits.html#fragmentation"]],
    ["fastbins", ["memory-that-stays.html#blocks-that-are-not-merged"]],
    ["memory not released", ["memory-that-stays.html"]],
    ["fragmentation", ["memory-that-stays.html", "limits.html#fragmentation"]],
    ["Arc<str>", ["text-types.html", "which-call-allocates.html"]],
    ["interning", ["text-types.html"]],
    ["bumpalo", ["pools-and-scratch.html#an-arena"]],
    ["cost of an allocation", ["block-cost.html#made-and-freed"]],
    ["CompactString", ["text-types.html#small-strings-inline-smolstr"]],
    ["SmallVec", ["small-vectors.html", "which-call-allocates.html"]],
    ["malloc_trim", ["memory-that-stays.html"]],
    ["macOS", ["limits.html#macos"]],
    ["elided", ["glossary.html", "site-report.html"]],
    ["dyn", ["which-call-allocates.html", "trait-object-argument.html"]],
    ["clone", ["which-call-allocates.html", "standard-library.html", "optimised-away.html"]],
    ["Arc", ["which-call-allocates.html", "standard-library.html", "optimised-away.html"]],
    ["anyhow", ["errors.html", "which-call-allocates.html"]],
    ["backtrace", ["errors.html"]],
    ["collect", ["which-call-allocates.html", "growing-vec.html", "iterators-and-sorting.html"]],
    ["shrink_to_fit", ["iterators-and-sorting.html", "which-call-allocates.html", "maps-and-sets.html#clear-retain-shrink_to_fit-what-stays"]],
    ["sort_by_key", ["iterators-and-sorting.html", "which-call-allocates.html"]],
    ["sort", ["iterators-and-sorting.html", "which-call-allocates.html", "standard-library.html"]],
    ["try function", ["escape-analysis.html#try-your-own-function"]],
    ["async_trait", ["futures.html", "which-call-allocates.html"]],
    ["Box::pin", ["futures.html", "which-call-allocates.html"]],
    ["future size", ["futures.html", "glossary.html#future"]],
    ["spawn", ["futures.html"]],
];

async function places() {
    const { context, page } = await visitor("light", 1280);
    await open(page, "index.html");
    await page.locator("#mdbook-search-toggle").click();
    await check("a search leads to the calls that have its words", async () => {
        const { context, page } = await visitor("light", 1280);
        await open(page, "index.html");
        await page.locator("#mdbook-search-toggle").click();
        await page.locator("#mdbook-searchbar").pressSequentially("Box<dyn Fn> captures nothing");
        await page.locator(".search-calls a").click();
        await page.waitForURL(/which-call-allocates\.html\?call=/);
        const calls = page.locator("main .index tbody tr:visible");
        expect(await calls.count() === 1 && (await calls.innerText()).includes("never"), `${await calls.count()} calls show`);
        await context.close();
    });
    for (const [query, expected] of PLACES) {
        await check(`search for "${query}" finds the right place first`, async () => {
            const bar = page.locator("#mdbook-searchbar");
            await bar.fill("");
            await bar.pressSequentially(query);
            // The header names the query when its results are there.
            await page.locator("#mdbook-searchresults-header", { hasText: `'${query}'` }).waitFor({ timeout: 10_000 });
            const links = page.locator("#mdbook-searchresults a");
            const hits = await links.evaluateAll((links) => links.map((link) => {
                const { pathname, hash } = new URL(link.href);
                return pathname.slice(1) + hash;
            }));
            const found = hits.length > 0 && expected.some((place) => hits[0].startsWith(place));
            expect(found, `expected ${expected.join(" or ")}, found ${hits.slice(0, 3).join(", ") || "nothing"}`);
        });
    }
    await context.close();
}

if (!existsSync(join(site, "index.html"))) {
    console.error(`error: no site in ${relative(process.cwd(), site)}; run \`cargo workbook build\` first`);
    process.exit(1);
}
const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const paths = pages();
const turn = turnOfNewestCommit();
const source = (path) => readFileSync(join(site, path), "utf8");
const tools = { site, root, source, isTried, check, expect, visitor, open, unfold, overflow, violations, screenshot };
const of = (part) => (paths) => part(tools, paths);
const parts = {
    pages: everyPage, search, places, answers: of(answers), predictions: of(predictions), figures: of(figures), index: of(index), phone: of(phone), screens: of(screens), sheets: of(sheets), exercises: of(exercises),
    provenance: of(provenance), yours: of(yours), analyser: of(analyser),
};
if (options.sample) console.log("SAMPLE: each page in two of seven combinations of theme and width; predictions, screens and sheets on a third of the pages");
for (const part of options.only ?? Object.keys(parts)) await parts[part](paths);
await browser.close();
server.close();
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
