//! Pictures, videos and sound: what a file really is, and how it is made to fit.
