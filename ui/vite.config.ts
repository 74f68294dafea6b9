import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// WebKitGTK is the floor; the port is the one the window expects in development.
export default defineConfig({
  plugins: [react()],
  // What Today needs is one file: thirty small ones were thirty turns of the window's own thread, which reads them.
  build: { target: "safari16", chunkSizeWarningLimit: 1500, rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } } },
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
});
