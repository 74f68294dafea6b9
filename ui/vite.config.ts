import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// WebKitGTK is the floor; the port is the one the window expects in development.
export default defineConfig({
  plugins: [react()],
  build: { target: "safari16", chunkSizeWarningLimit: 1500 },
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
});
