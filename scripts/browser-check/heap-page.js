// Does the page of a heap profile work from disk: no request, no axe-core violation, no sideways overflow, in a light and in a dark theme, on a
// phone and on a wide screen, by keys alone, and without script?
//
// Usage: node heap-page.js
//
// The pages are made by `cargo allocations heap --html`, of the profiles that the book shows. Chromium is the executable named by the environment
// variable CHROMIUM, or /usr/bin/chromium.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const directory = mkdtempSync(join(tmpdir(), "heap-page-"));
const failures = [];
let passed = 0;

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

// With the features that the workspace gives it, so that nothing is built again after its tests.
execFileSync("cargo", ["build", "--quiet", "--locked", "--workspace", "--bin", "cargo-allocations"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/cargo-allocations");

// A page of a profile, as the command writes it.
function made(name, ...options) {
    const file = join(directory, `${name}.html`);
    const profiles = join(root, "scripts/cargo-allocations/tests/page/orders");
    execFileSync(program, ["heap", "--source", profiles, "--file", join(profiles, "dhat.json"), ...options, "--html", file], {
        cwd: root,
        stdio: ["ignore", "ignore", "pipe"],
    });
    return pathToFileURL(file).href;
}

const pages = {
    profile: made("profile"),
    difference: made("difference", "--diff-base", join(root, "scripts/cargo-allocations/tests/page/orders/valgrind.json")),
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function visitor(colorScheme, width, settings = {}) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true, ...settings });
    const page = await context.newPage();
    const errors = [];
    const requests = [];
    page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    return { context, page, errors, requests };
}

for (const [name, url] of Object.entries(pages)) {
    for (const colorScheme of ["light", "dark"]) {
        for (const width of [320, 390, 1280]) {
            const { context, page, errors, requests } = await visitor(colorScheme, width);
            const title = `${name}, ${colorScheme}, ${width} px`;
            await page.goto(url);
            await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
            await check(`${title}: no error, and no request but for the page`, async () => {
                expect(errors.length === 0, errors.join("\n"));
                const other = requests.filter((request) => request !== url && !request.startsWith("data:"));
                expect(other.length === 0, other.join("\n"));
            });
            await check(`${title}: no sideways overflow`, async () => {
                const [wide, room] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.documentElement.clientWidth]);
                expect(wide <= room, `${wide} of ${room}`);
            });
            await check(`${title}: no axe-core violation`, async () => {
                await page.evaluate(axe);
                const found = await page.evaluate(async () => {
                    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
                    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join("\n")}`);
                });
                expect(found.length === 0, found.join("\n"));
            });
            await check(`${title}: the theme is the reader's`, async () => {
                const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
                const isDark = background.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 64);
                expect(isDark === (colorScheme === "dark"), background);
            });
            await context.close();
        }
    }
}

{
    const { context, page } = await visitor("light", 1280);
    await page.goto(pages.profile);
    const first = () => page.locator("#functions tbody tr:not([hidden]) td").first().innerText();
    await check("the table is sorted by a column, and back, by keys", async () => {
        const flat = await first();
        await page.getByRole("button", { name: "cum", exact: true }).focus();
        await page.keyboard.press("Enter");
        expect(await first() === "orders::main", await first());
        await page.getByRole("button", { name: "flat", exact: true }).focus();
        await page.keyboard.press("Enter");
        expect(await first() === flat, await first());
        await page.keyboard.press("Enter");
        expect(await first() !== flat, "an ascending order begins with the same");
        expect(await page.locator("th[aria-sort=ascending]").innerText() === "flat", "the order is not told");
    });
    await check("the table is narrowed to names, and the count is told", async () => {
        await page.locator("#narrow").fill("orders::REPORT");
        expect(await page.locator("#functions tbody tr:visible").count() === 1, "not one row");
        expect((await page.locator("#found").innerText()).startsWith("1 of "), await page.locator("#found").innerText());
        await page.locator("#narrow").fill("");
    });
    await check("a function leads to its source, which opens", async () => {
        await page.getByRole("link", { name: "orders::report" }).click();
        const open = page.locator("details[open]", { hasText: "orders::report" }).locator("tr.hot");
        expect((await open.first().innerText()).includes("String::with_capacity(64 << 10)"), await open.first().innerText());
    });
    await check("keys lead through the flame graph, and each box is told", async () => {
        await page.locator(".flame [tabindex='0']").focus();
        const told = () => page.locator("#flame-status").innerText();
        const shown = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
        const outermost = await told();
        expect(outermost.startsWith("orders::main: ") && outermost === await shown(), outermost);
        await page.keyboard.press("ArrowDown");
        const inner = await told();
        expect(inner !== outermost && inner === await shown(), inner);
        // What a browser says of a pointer at rest when a box is scrolled to below it.
        await page.locator(".flame [role=treeitem]").first().evaluate((box) => {
            for (const type of ["pointerover", "pointermove"]) box.dispatchEvent(new PointerEvent(type, { bubbles: true }));
        });
        expect(await told() === inner, `a pointer at rest says ${await told()}`);
        await page.keyboard.press("ArrowRight");
        expect(await told() !== inner, "there is no neighbour");
        await page.keyboard.press("ArrowLeft");
        expect(await told() === inner, await told());
        const count = () => page.locator(".flame [role=treeitem]:visible").count();
        const all = await count();
        await page.keyboard.press("Enter");
        const width = await page.evaluate(() => document.activeElement.style.width);
        expect(width === "100%" && await count() < all, `${width}, ${await count()} of ${all}`);
        await page.keyboard.press("ArrowUp");
        expect(await told() === outermost, await told());
        await page.keyboard.press("Escape");
        expect(await count() === all, `${await count()} of ${all}`);
        expect(await page.locator(".flame [tabindex='0']").count() === 1, "more than one box is in the order of Tab");
    });
    await context.close();
}

{
    const { context, page } = await visitor("light", 390, { javaScriptEnabled: false });
    await page.goto(pages.profile);
    await check("without script the page has all views, and nothing that does nothing", async () => {
        for (const view of ["#functions tbody tr", ".flame [role=treeitem]", "#calls details", "#source details"]) {
            expect(await page.locator(view).first().isVisible(), view);
        }
        expect(await page.locator("button:visible, input:visible").count() === 0, "a control shows");
    });
    await context.close();
}

{
    // The policy is in force where nothing lifts it.
    const { context, page, errors } = await visitor("light", 1280, { bypassCSP: false });
    await page.goto(pages.profile);
    await check("the page forbids the browser to ask for anything", async () => {
        await page.evaluate(() => { document.body.append(Object.assign(new Image(), { src: "https://example.invalid/x.png" })); });
        await page.waitForTimeout(200);
        expect(errors.some((error) => error.includes("Content Security Policy")), errors.join("\n") || "nothing was refused");
    });
    await context.close();
}

await browser.close();
rmSync(directory, { recursive: true });
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
