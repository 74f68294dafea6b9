// Hands what the microphone hears to the page. It runs where sound is made, so it is a file of its own.
registerProcessor(
  "hearing",
  class extends AudioWorkletProcessor {
    process([input]) {
      if (input?.[0]) this.port.postMessage(input[0].slice());
      return true;
    }
  },
);
