// From a log-in to the address that the web view opens.
const { city } = require("./config");

const PATIENCE_MS = 3000; // Chosen: who has scanned a code may need help; longer than a log-in takes
const LONGEST_MS = 8000; // Chosen: the platform itself waits up to 5 s for WeChat

// Return the path of an elevator's code, "" for everything else.
function pathOf(scanned) {
  const address = String(scanned || "").trim();
  if (!address.startsWith(`${city}/e/`)) return "";
  return address.slice(city.length).split("#")[0];
}

// Call `open` once with the address of the own page: signed in if that is possible, and for a code
// in any case after PATIENCE_MS. Without a code a failure calls `fail` with the platform's sentence.
function arrive({ to, language, open, fail }) {
  let done = false;
  const once = (act, said) => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    act(said);
  };
  const lost = (sentence) => (to ? once(open, `${city}${to}`) : once(fail, sentence || ""));
  const timer = setTimeout(lost, to ? PATIENCE_MS : LONGEST_MS);
  wx.login({
    success: ({ code }) =>
      wx.request({
        url: `${city}/wechat/session`,
        method: "POST",
        data: { code },
        header: { "Content-Type": "application/json", "Accept-Language": language },
        timeout: LONGEST_MS,
        success: ({ statusCode, data }) => {
          const enter = (data && data.enter) || "";
          if (statusCode !== 200 || !enter.startsWith(`${city}/`)) return lost(data && data.sentence);
          return once(open, to ? `${enter}&to=${encodeURIComponent(to)}` : enter);
        },
        fail: () => lost(),
      }),
    fail: () => lost(),
  });
}

module.exports = { arrive, pathOf };
