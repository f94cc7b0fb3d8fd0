// What the shell says itself; all else is said by the platform's pages.
const WORDS = {
  zh: {
    scan: "扫电梯码",
    signIn: "工作人员登录",
    hint: "求救、报修、查电梯：扫一扫电梯里的码，不用登录。",
    wait: "请稍候……",
    foreign: "这不是本市的电梯码。有人被困请按轿厢内的警铃，或拨打 110。",
    noNetwork: "连不上平台，请检查网络后重试。有人被困请拨打 110。",
  },
  en: {
    scan: "Scan an elevator's code",
    signIn: "Staff sign-in",
    hint: "To call for help, report or look up: scan the code in the elevator, without signing in.",
    wait: "One moment …",
    foreign: "This is no elevator code of this city. Somebody shut in? Press the alarm or call 110.",
    noNetwork: "The platform cannot be reached; check the network. Somebody shut in? Call 110.",
  },
};

module.exports = (language) => (String(language).startsWith("en") ? WORDS.en : WORDS.zh);
