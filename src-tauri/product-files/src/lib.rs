//! Product files of other systems, read into one neutral shape.
