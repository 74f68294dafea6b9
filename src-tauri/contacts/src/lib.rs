//! Contacts: address books of every kind and phone numbers as people write them.
