// The one theme: paper, ink and the awning, as Mantine colours and sizes.
import { type MantineColorsTuple, createTheme } from "@mantine/core";

const awning: MantineColorsTuple = ["#fdf1ec", "#f6ddd3", "#ecb9a5", "#e19275", "#d8714d", "#c9562f", "#b5482a", "#9c3c22", "#82311b", "#692615"];
const leaf: MantineColorsTuple = ["#edf6ef", "#dbeadf", "#b6d5be", "#8fbf9b", "#6dac7d", "#57a06a", "#3f7d50", "#356b44", "#2b5838", "#1f442a"];
const amber: MantineColorsTuple = ["#fdf5e3", "#f8e8c4", "#f0d089", "#e8b84c", "#e0a41f", "#c98c0a", "#9a6a00", "#7f5700", "#654500", "#4b3300"];
const brick: MantineColorsTuple = ["#fdeeee", "#f7d6d6", "#eeabab", "#eb9c9c", "#e58484", "#cf3e3e", "#b02e2e", "#952525", "#7a1d1d", "#5e1515"];
const dark: MantineColorsTuple = ["#e9e6df", "#c4c2bd", "#a3a3a4", "#7d7f85", "#4a4e57", "#363a43", "#2a2e37", "#1e2128", "#16181d", "#101216"];

export const theme = createTheme({
  primaryColor: "awning",
  primaryShade: 6,
  colors: { awning, leaf, amber, brick, dark },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'DejaVu Sans', sans-serif",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  defaultRadius: 8,
  respectReducedMotion: true,
  headings: { sizes: { h1: { fontSize: "28px" }, h2: { fontSize: "20px" }, h3: { fontSize: "16px" } } },
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 100 } } }, Drawer: { defaultProps: { transitionProps: { duration: 120 } } }, Notification: { defaultProps: { closeButtonProps: { "aria-label": "✕" } } }, Tooltip: { defaultProps: { transitionProps: { duration: 100 } } }, Modal: { defaultProps: { transitionProps: { duration: 120 } } } },
});
