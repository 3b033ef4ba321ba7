// Gradio makes the page part by part: what is done at its opening waits until the parts that it needs are there.
window.onrecordReady = (() => {
  const CHAT = "#onrecord-page:has(#onrecord-send):has(#onrecord-ask textarea):has(.onrecord-in-force)";

  const whenThere = (selector, then) => {
    if (document.querySelector(selector)) { then(); return; }
    const watch = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      watch.disconnect();
      then();
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  };
  // A frame later, when Gradio hears what is pressed.
  const whenChatIsThere = (then) => whenThere(CHAT, () => requestAnimationFrame(then));
  return { whenThere, whenChatIsThere };
})();
