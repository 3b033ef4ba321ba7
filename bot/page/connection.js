// Whether the server can be reached while an answer is waited for: Gradio waits for ever for one that is gone.
window.onrecordConnection = (() => {
  const EVERY_MS = 2000;
  // A server at the end of its strength may miss one or two.
  const MISSES = 3;

  let timer = 0;
  let missed = 0;

  const isReached = async () => {
    const address = new URL("healthz", window.onrecordAddress.base());
    try {
      return (await fetch(address, { signal: AbortSignal.timeout(EVERY_MS) })).ok;
    } catch {
      return false;
    }
  };
  const stop = () => clearInterval(timer);
  const watch = ({ lost, back }) => {
    stop();
    missed = 0;
    const own = setInterval(async () => {
      const reached = await isReached();
      if (own !== timer) return;
      if (reached && missed >= MISSES) back();
      missed = reached ? 0 : missed + 1;
      if (missed === MISSES) lost();
    }, EVERY_MS);
    timer = own;
  };
  return { watch, stop };
})();
