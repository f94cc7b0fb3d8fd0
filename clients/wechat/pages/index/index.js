const { arrive, pathOf } = require("../../arriving");
const wordsIn = require("../../words");

Component({
  data: { words: {}, said: "", busy: false },
  lifetimes: {
    attached() {
      this.language = wx.getAppBaseInfo().language || "zh_CN";
      this.setData({ words: wordsIn(this.language) });
    },
  },
  methods: {
    // An ordinary camera of WeChat may open the shell by a code's address.
    onLoad(query) {
      const address = query && query.q ? decodeURIComponent(query.q) : "";
      if (address) this.come(address);
    },
    scan() {
      wx.scanCode({
        scanType: ["qrCode"],
        success: ({ result }) => this.come(result),
        fail: () => this.setData({ said: "" }),
      });
    },
    signIn() {
      this.enter("");
    },
    come(address) {
      const to = pathOf(address);
      if (to) this.enter(to);
      else this.setData({ said: this.data.words.foreign });
    },
    enter(to) {
      if (this.data.busy) return;
      this.setData({ busy: true, said: this.data.words.wait });
      arrive({
        to,
        language: this.language.replace("_", "-"),
        open: (address) => {
          this.setData({ busy: false, said: "" });
          wx.navigateTo({ url: `/pages/web/web?src=${encodeURIComponent(address)}` });
        },
        fail: (sentence) => {
          this.setData({ busy: false, said: sentence || this.data.words.noNetwork });
        },
      });
    },
  },
});
