// A server and a browser for the browser tests: starts the program on a free port and Debian's
// Chromium, gives their handles, and ends both.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const program = fileURLToPath(new URL("../../target/debug/sidenote", import.meta.url));

/** Starts the server, or takes the one at `SIDENOTE_URL`. */
async function serve() {
  if (process.env.SIDENOTE_URL) {
    return { url: process.env.SIDENOTE_URL, stop() {} };
  }
  const server = spawn(process.env.SIDENOTE ?? program, ["serve", "--addr", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(server.stdout), "line");
  const url = line.match(/http:\/\/[\w.:[\]]+/)?.[0];
  if (!url) throw new Error(`the server said no address: ${line}`);
  return { url, stop: () => server.kill() };
}

/** Calls `work` with the server's address and a browser. */
export async function withBrowser(work) {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    await work({ url: server.url, browser });
  } finally {
    await browser.close();
    server.stop();
  }
}
