//! The shop without a window: rpc over HTTP, webhook listener, workers, demo shops
