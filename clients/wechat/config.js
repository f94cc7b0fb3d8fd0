// The platform's own address, exactly as its HOISTWAY_PUBLIC_URL says, without a slash at the end.
module.exports = { city: "https://hoistway.example.cn" };
