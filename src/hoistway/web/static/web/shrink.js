// Makes the photo of input[data-shrink] small before it travels, and shows it in the form.
const EDGE = 1600, QUALITY = 0.75;

async function shrink(input) {
  const file = input.files[0];
  if (!file) return;
  const label = input.closest("label"), word = label.querySelector("[data-snap-word]");
  word.textContent = word.dataset.snapWord;
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return;
  }
  const scale = Math.min(1, EDGE / Math.max(image.width, image.height));
  const canvas = label.querySelector("[data-preview]");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size || input.files[0] !== file) return;
  const small = new DataTransfer();
  small.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
  input.files = small.files;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[data-shrink]")) shrink(event.target);
});
