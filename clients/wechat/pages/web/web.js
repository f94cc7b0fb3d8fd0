const { city } = require("../../config");

// Shows the platform's page and no other; it offers no sharing, since its address holds a ticket.
Component({
  data: { src: "" },
  methods: {
    onLoad(query) {
      const src = decodeURIComponent((query && query.src) || "");
      this.setData({ src: src.startsWith(`${city}/`) ? src : `${city}/e` });
    },
  },
});
