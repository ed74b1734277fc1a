//! The example `quickbooks`: what it makes of the answers of the interface and of the firm's files.

mod command;
mod facts;
mod flow;
mod hostile;
mod joined;
mod readme;
mod recorded;
