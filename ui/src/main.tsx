// Starts the pages: theme, words, data, frame.
import "./mantine";
import "@mantine/notifications/styles.css";
import "./theme.css";

import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { askFirst, client } from "./data";
import { theme } from "./theme";
import { firstWords } from "./words";

// Asked before anything is drawn: the answers come while the words are read and the frame is built.
void askFirst();
await firstWords();

const root = document.querySelector("#root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <DirectionProvider>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <QueryClientProvider client={client}>
            <Notifications position="bottom-center" limit={3} />
            <App />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
}
