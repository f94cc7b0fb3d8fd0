// The shell in a simulated mini-program, against a running platform whose WeChat is a stand-in.
// FOLDER: a copy of clients/wechat whose config.js names the platform; CODE: the path of a code.
const assert = require("node:assert/strict");
const path = require("node:path");
const test = require("node:test");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["window", "document", "Event", "CustomEvent", "HTMLElement", "Node"]) {
  global[name] = name === "window" ? window : window[name];
}
const simulate = require("miniprogram-simulate");
const { FOLDER, CODE } = process.env;
const { city } = require(path.join(FOLDER, "config.js"));

let says = "of-o1";
let language = "zh_CN";
let scanned = "";
let opened = [];


Object.assign(global.wx, {
  getAppBaseInfo: () => ({ language }),
  login: ({ success, fail }) => {
    if (says === "no-login") setImmediate(fail);
    else if (says !== "never") setImmediate(() => success({ code: says }));
  },
  scanCode: ({ success, fail }) => setImmediate(() => (scanned ? success({ result: scanned }) : fail())),
  request: ({ url, method, data, header, success, fail }) => {
    fetch(url, { method, headers: header, body: JSON.stringify(data) })
      .then(async (answer) => success({ statusCode: answer.status, data: await answer.json() }))
      .catch(fail);
  },
  navigateTo: ({ url }) => { opened.push(url); },
});

function page(name) {
  const parent = document.createElement("div");
  const found = simulate.render(simulate.load(path.join(FOLDER, "pages", name, name)));
  found.attach(parent);
  return found;
}

function index(more = {}) {
  ({ says = "of-o1", language = "zh_CN", scanned = "" } = more);
  opened = [];
  return page("index");
}

async function until(judge) {
  for (let n = 0; n < 300 && !judge(); n += 1) await simulate.sleep(20);
  assert.ok(judge(), "it did not happen in six seconds");
}

// Return the address that the web view of the second page shows.
function webView() {
  const web = page("web");
  const query = Object.fromEntries(opened[0].split("?")[1].split("&").map((one) => one.split("=")));
  web.instance.onLoad(query);
  return web.data.src;
}

const inWebView = (address) =>
  fetch(address, { redirect: "manual", headers: { "User-Agent": "MicroMessenger miniProgram" } });

test("it shows two buttons and says what they are for", () => {
  const shell = index();
  assert.equal(shell.querySelector(".scan").dom.textContent, "扫电梯码");
  assert.equal(shell.querySelector(".sign-in").dom.textContent, "工作人员登录");
  assert.match(shell.querySelector(".hint").dom.textContent, /不用登录/);
});

test("it speaks English to who has WeChat in English", () => {
  assert.match(index({ language: "en" }).querySelector(".scan").dom.textContent, /Scan/);
});

test("signing in opens the platform with a ticket that counts once", async () => {
  const shell = index();
  shell.querySelector(".sign-in").dispatchEvent("tap");
  await until(() => opened.length);
  const address = webView();
  assert.ok(address.startsWith(`${city}/wechat/enter?ticket=`));
  assert.equal((await inWebView(address)).headers.get("location"), "/sign-in/link");
  assert.equal((await inWebView(address)).status, 403, "a ticket counts once");
});

test("a scanned code opens its own page", async () => {
  const shell = index({ scanned: `${city}${CODE}?lang=zh-hans` });
  shell.querySelector(".scan").dispatchEvent("tap");
  await until(() => opened.length);
  const there = new URL((await inWebView(webView())).headers.get("location"), city);
  assert.equal(there.pathname, CODE);
});

test("an ordinary camera that opens the shell by a code's address does the same", async () => {
  const shell = index();
  shell.instance.onLoad({ q: encodeURIComponent(`${city}${CODE}`) });
  await until(() => opened.length);
  assert.ok(decodeURIComponent(webView()).endsWith(`&to=${CODE}`));
});

for (const trouble of ["err40029", "err45011", "err-1", "hangs-up", "html", "no-login", "never"]) {
  test(`a scanned code opens its public page though the log-in fails: ${trouble}`, async () => {
    const shell = index({ says: trouble, scanned: `${city}${CODE}` });
    const begun = Date.now();
    shell.querySelector(".scan").dispatchEvent("tap");
    await until(() => opened.length);
    assert.equal(webView(), `${city}${CODE}`);
    assert.ok(Date.now() - begun < 4000);
    assert.equal((await inWebView(webView())).status, 200);
  });
}

for (const [trouble, sentence] of [["err40029", "凭证"], ["err40226", ""], ["err45011", ""], ["err-1", ""],
  ["err40013", ""], ["err99999", ""], ["503", ""], ["html", ""], ["no-login", "连不上平台"]]) {
  test(`a sign-in that fails says why and can be tried again: ${trouble}`, async () => {
    const shell = index({ says: trouble });
    shell.querySelector(".sign-in").dispatchEvent("tap");
    await until(() => shell.querySelector(".said") && !shell.data.busy);
    assert.match(shell.querySelector(".said").dom.textContent, new RegExp(sentence || "."));
    assert.equal(opened.length, 0);
    says = "of-o1";
    shell.querySelector(".sign-in").dispatchEvent("tap");
    await until(() => opened.length);
  });
}

for (const foreign of ["https://elsewhere.example/e/ABC/DEF", "http://evil.example", "6901234567890", `${city}.evil.example/e/A/B`]) {
  test(`what is no code of this city opens nothing: ${foreign}`, async () => {
    const shell = index({ scanned: foreign });
    shell.querySelector(".scan").dispatchEvent("tap");
    await until(() => shell.querySelector(".said"));
    assert.match(shell.querySelector(".said").dom.textContent, /110/);
    assert.equal(opened.length, 0);
  });
}

test("a scan that is given up says nothing", async () => {
  const shell = index();
  shell.querySelector(".scan").dispatchEvent("tap");
  await simulate.sleep(60);
  assert.equal(shell.querySelector(".said"), undefined);
});

test("the web view shows no other address than the platform's", () => {
  const web = page("web");
  for (const src of ["https://evil.example/", `${city}.evil.example/`, ""]) {
    web.instance.onLoad({ src: encodeURIComponent(src) });
    assert.equal(web.data.src, `${city}/e`);
  }
  assert.equal(web.instance.onShareAppMessage, undefined, "an address with a ticket is not shared");
});

test("two taps log in once", async () => {
  const shell = index();
  shell.querySelector(".sign-in").dispatchEvent("tap");
  shell.instance.signIn();
  await until(() => opened.length);
  await simulate.sleep(200);
  assert.equal(opened.length, 1);
});
