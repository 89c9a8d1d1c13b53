//! Which properties of MAPI are told, under which key and with which meaning ([MS-OXPROPS]; [MS-OXOMSG], [MS-OXCMSG], [MS-OXCFXICS]).
//!
//! When a message was last changed is what Outlook changes by mere filing: moving a message, marking it as read, an answer. An export
//! sets the time of making: it is that of the item in its store or file, not that of the mail.

use crate::model::{Editability, Property, Role};
use crate::properties::keys;

/// A property: its identifier, its name in the specification, and what it is told as.
pub type Row = (u16, &'static str, Property);

const F2: Editability = Editability::F2;

const fn named(id: u16, name: &'static str, key: &'static str, role: Role) -> Row {
    (id, name, Property::new(key, role, F2))
}

const fn plain(id: u16, name: &'static str, key: &'static str) -> Row {
    (id, name, Property::plain(key, F2))
}

/// Of a message.
pub const OF_MESSAGE: &[Row] = &[
    named(0x0039, "PidTagClientSubmitTime", keys::MAPI_SUBMITTED, Role::Created),
    named(0x0e06, "PidTagMessageDeliveryTime", keys::MAPI_DELIVERED, Role::HistoryTime),
    plain(0x3007, "PidTagCreationTime", keys::MAPI_CREATED),
    named(0x3008, "PidTagLastModificationTime", keys::MAPI_CHANGED, Role::MetadataModified),
    plain(0x0048, "PidTagProviderSubmitTime", "mapi.provider-submit-time"),
    plain(0x000f, "PidTagDeferredDeliveryTime", "mapi.deferred-delivery-time"),
    plain(0x0032, "PidTagReportTime", "mapi.report-time"),
    plain(0x1082, "PidTagLastVerbExecutionTime", "mapi.last-verb-execution-time"),
    named(0x0037, "PidTagSubject", keys::MAPI_SUBJECT, Role::Title),
    plain(0x0070, "PidTagConversationTopic", "mapi.conversation-topic"),
    plain(0x001a, "PidTagMessageClass", "mapi.message-class"),
    plain(0x0e07, "PidTagMessageFlags", keys::MAPI_FLAGS),
    named(0x0c1a, "PidTagSenderName", keys::MAPI_SENDER_NAME, Role::Author),
    named(0x0c1f, "PidTagSenderEmailAddress", "mapi.sender.address", Role::Identifying),
    named(0x5d01, "PidTagSenderSmtpAddress", keys::MAPI_SENDER_ADDRESS, Role::Identifying),
    named(0x0c19, "PidTagSenderEntryId", "mapi.sender.entry-id", Role::Identifying),
    named(0x0042, "PidTagSentRepresentingName", "mapi.sent-representing.name", Role::Author),
    named(0x0065, "PidTagSentRepresentingEmailAddress", "mapi.sent-representing.address", Role::Identifying),
    named(0x5d02, "PidTagSentRepresentingSmtpAddress", "mapi.sent-representing.smtp-address", Role::Identifying),
    named(0x0041, "PidTagSentRepresentingEntryId", "mapi.sent-representing.entry-id", Role::Identifying),
    named(0x0040, "PidTagReceivedByName", "mapi.received-by.name", Role::Identifying),
    named(0x0076, "PidTagReceivedByEmailAddress", "mapi.received-by.address", Role::Identifying),
    named(0x5d07, "PidTagReceivedBySmtpAddress", "mapi.received-by.smtp-address", Role::Identifying),
    named(0x0044, "PidTagReceivedRepresentingName", "mapi.received-representing.name", Role::Identifying),
    named(0x0078, "PidTagReceivedRepresentingEmailAddress", "mapi.received-representing.address", Role::Identifying),
    named(0x0e04, "PidTagDisplayTo", "mapi.display-to", Role::Identifying),
    named(0x0e03, "PidTagDisplayCc", "mapi.display-cc", Role::Identifying),
    named(0x0e02, "PidTagDisplayBcc", "mapi.display-bcc", Role::Identifying),
    named(0x0050, "PidTagReplyRecipientNames", "mapi.reply-to", Role::Identifying),
    named(0x1035, "PidTagInternetMessageId", keys::MAPI_MESSAGE_ID, Role::Identifier),
    plain(0x1042, "PidTagInReplyToId", "mapi.in-reply-to"),
    plain(0x1039, "PidTagInternetReferences", "mapi.references"),
    named(0x0001, "attMessageID", "mapi.tnef-message-id", Role::Identifier),
    named(0x300b, "PidTagSearchKey", "mapi.search-key", Role::Identifier),
    named(0x0fff, "PidTagEntryId", "mapi.entry-id", Role::Identifying),
    named(0x65e0, "PidTagSourceKey", "mapi.source-key", Role::Identifying),
    named(0x65e2, "PidTagChangeKey", "mapi.change-key", Role::Identifying),
    named(0x65e3, "PidTagPredecessorChangeList", "mapi.predecessor-change-list", Role::Identifying),
    named(0x3ffa, "PidTagLastModifierName", "mapi.last-modifier-name", Role::LastAuthor),
    plain(0x3ff8, "PidTagCreatorName", "mapi.creator-name"),
    named(0x3ffd, "PidTagMessageCodepage", "mapi.code-page", Role::Locale),
    named(0x3fde, "PidTagInternetCodepage", "mapi.internet-code-page", Role::Locale),
];

/// Of a recipient.
pub const OF_RECIPIENT: &[Row] = &[
    named(0x3001, "PidTagDisplayName", keys::MAPI_RECIPIENT_NAME, Role::Identifying),
    named(0x3003, "PidTagEmailAddress", "mapi.recipient.address", Role::Identifying),
    named(0x39fe, "PidTagSmtpAddress", keys::MAPI_RECIPIENT_ADDRESS, Role::Identifying),
    plain(0x5fff, "PidTagRecipientTrackStatusTime", "mapi.recipient.track-time"),
];

/// Of an attachment. Its times are those of the file as the sender's system knew it, or of the export that wrote the message.
pub const OF_ATTACHMENT: &[Row] = &[
    plain(0x3007, "PidTagCreationTime", "mapi.attachment.creation-time"),
    plain(0x3008, "PidTagLastModificationTime", "mapi.attachment.last-modification-time"),
    plain(0x3707, "PidTagAttachLongFilename", "mapi.attachment.long-name"),
    plain(0x3704, "PidTagAttachFilename", "mapi.attachment.name"),
    plain(0x3001, "PidTagDisplayName", "mapi.attachment.display-name"),
    named(0x370d, "PidTagAttachLongPathname", "mapi.attachment.long-path", Role::Identifying),
    named(0x3708, "PidTagAttachPathname", "mapi.attachment.path", Role::Identifying),
    plain(0x370e, "PidTagAttachMimeTag", "mapi.attachment.mime-type"),
    plain(0x3712, "PidTagAttachContentId", "mapi.attachment.content-id"),
];

/// Of a mailbox.
pub const OF_STORE: &[Row] = &[
    named(0x3001, "PidTagDisplayName", "pst.store.name", Role::Identifying),
    named(0x0ff9, "PidTagRecordKey", "pst.store.record-key", Role::Identifying),
    plain(0x67ff, "PidTagPstPassword", "pst.store.password"),
];

/// Of a folder.
pub const OF_FOLDER: &[Row] = &[
    plain(0x3007, "PidTagCreationTime", "pst.folder.creation-time"),
    plain(0x3008, "PidTagLastModificationTime", "pst.folder.last-modification-time"),
];

/// A time in a property that has no row of its own; its place says in which.
pub const OTHER_TIME: Property = Property::plain("mapi.other-time", F2);
/// When an answer in the conversation was written, by the index of the conversation.
pub const ANSWERED: Property = Property::plain(keys::MAPI_CONVERSATION_REPLY, F2);
/// When the conversation began.
pub const CONVERSATION_BEGAN: Property = Property::plain(keys::MAPI_CONVERSATION_BEGAN, F2);
/// The conversation: one GUID for all of its messages.
pub const CONVERSATION: Property = Property::plain(keys::MAPI_CONVERSATION, F2);
/// What Outlook writes into the name of a picture in the body: a FILETIME of the local clock, measured in messages of two zones.
pub const PICTURE_NAMED: Property = Property::plain("mapi.attachment.content-id.time", F2);
/// The version of Outlook that last saved the item (`PidLidCurrentVersionName`, [MS-OXCMSG], 2.2.1.29 and later).
pub const OUTLOOK_VERSION: Property = Property::plain("mapi.outlook-version", F2);
/// The program that made the mail, by its head.
pub const MAILER: Property = Property::new("mapi.mailer", Role::Producer, F2);
/// The program that made the body.
pub const BODY_GENERATOR: Property = Property::new("mapi.body.generator", Role::Creator, F2);
/// The head of the mail as it came.
pub const TRANSPORT_HEADERS: Property = Property::new("mapi.transport-headers", Role::Identifying, F2);
