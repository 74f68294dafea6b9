//! Every capability of the shop without a window
