// A server and a browser for the browser tests: starts the program on a free port and Debian's
// Chromium, gives their handles, and ends both.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const program = fileURLToPath(new URL("../../target/debug/sidenote", import.meta.url));

/** A port that nobody listens at. */
async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  return port;
}

/** Starts the server with further arguments, or, without any, takes the one at `SIDENOTE_URL`. */
export async function serve(...options) {
  if (process.env.SIDENOTE_URL && !options.length) {
    return { url: process.env.SIDENOTE_URL, stop() {} };
  }
  const server = spawn(process.env.SIDENOTE ?? program, ["serve", "--addr", "127.0.0.1:0", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(server.stdout), "line");
  const url = line.match(/http:\/\/[\w.:[\]]+/)?.[0];
  if (!url) throw new Error(`the server said no address: ${line}`);
  return { url, stop: () => server.kill() };
}

/** Makes the ways to a page of `context` wait for the page's own scripts, which come after the first paint. */
function waitForScripts(context) {
  context.on("page", (page) => {
    for (const way of ["goto", "reload"]) {
      const go = page[way].bind(page);
      page[way] = async (...values) => {
        const answer = await go(...values);
        await page.waitForFunction(() => {
          const last = [...document.querySelectorAll("script[data-src]")].at(-1);
          return !last || document.documentElement.dataset.script === last.dataset.src;
        }, null, { timeout: 10000 });
        return answer;
      };
    }
  });
}

/** Starts the browser; it can be driven at `port` too. */
export async function launch() {
  const port = await freePort();
  const browser = await chromium.launch({
    // Pages that come back from memory are measured too.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      `--remote-debugging-port=${port}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options = {}) => {
    const context = await newContext(options);
    if (options.javaScriptEnabled !== false) waitForScripts(context);
    return context;
  };
  browser.newPage = async (options) => (await browser.newContext(options)).newPage();
  return { browser, port };
}

/**
 * Calls `work` with the server's address, a browser, and the port at which it can be driven. The
 * server is started with `options`.
 */
export async function withBrowser(work, ...options) {
  const server = await serve(...options);
  const { browser, port } = await launch();
  try {
    await work({ url: server.url, browser, port });
  } finally {
    await browser.close();
    server.stop();
  }
}
