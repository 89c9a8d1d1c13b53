//! Signatures of the Cryptographic Message Syntax (RFC 5652), in whatever file they are: parsed, their digests and values computed,
//! their certificates followed to those that the examiner trusts.
//!
//! # Incomplete support
//! Computed are SHA-1, SHA-2 and MD5; RSA by PKCS #1 v1.5 and PSS, ECDSA on P-256, P-384 and P-521, Ed25519. Others (GOST, DSA, curves
//! of other families) are named and not computed. Of several signers of one message the first is read. Whether a certificate was
//! revoked is not asked: that takes the network.

pub mod algorithms;
pub mod attribute_certificates;
pub mod canonical;
pub mod mail;
pub mod message;
pub mod time_stamp;
pub mod trust;
pub mod verification;

pub use message::Message;
pub use trust::Trust;
