// Opens the topic that the address names.
function open() {
  const topic = location.hash && document.getElementById(location.hash.slice(1));
  if (!topic || topic.tagName !== "DETAILS") return;
  topic.open = true;
  topic.scrollIntoView();
}

addEventListener("hashchange", open);
open();
