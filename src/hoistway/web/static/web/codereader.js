// Reads the code in a picture: by the browser where it can, else by zxing in WebAssembly.

let reading = null;

async function native() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const known = await BarcodeDetector.getSupportedFormats();
  if (!known.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (picture) => (await detector.detect(picture)).map((one) => one.rawValue);
}

function loaded(address) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => fail(new Error(address));
    document.head.append(script);
  });
}

// Chosen: 1280 px, wide enough for a plate at arm's length, small enough for 10 looks a second.
const EDGE = 1280;

function pixels(picture) {
  const width = picture.videoWidth || picture.width, height = picture.videoHeight || picture.height;
  const scale = Math.min(1, EDGE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function foreign({ script, wasm }) {
  if (!script || !("WebAssembly" in globalThis)) return null;
  await loaded(script);
  const { prepareZXingModule, readBarcodes } = globalThis.ZXingWASM;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(pixels(picture), { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found.filter((one) => one.isValid).map((one) => one.text);
  };
}

// Returns a function picture → texts, or null where neither way is there.
export function codeReader(files) {
  reading ??= native().then((found) => found ?? foreign(files)).catch(() => null);
  return reading;
}
