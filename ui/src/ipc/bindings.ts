// Written by `cargo bindings` from the list of commands. Do not edit.


/** What each command of the main window takes and answers. */
export type Commands = {
  /** What the program is and how it stands: version, vault, notices from the start. */
  appStatus: { args: {  }; answer: AppStatus; item: never }
  /** Tries the keychain again after it did not answer, was locked or was absent. */
  vaultRetry: { args: {  }; answer: null; item: never }
  /** Goes on without the keychain: secrets live until the program closes. */
  vaultSessionOnly: { args: {  }; answer: null; item: never }
  /** Sets a damaged vault file aside and starts an empty one. */
  vaultSetAside: { args: {  }; answer: null; item: never }
  /** Locks the vault: sessions end, and nothing secret stays in memory. */
  vaultLock: { args: {  }; answer: null; item: never }
  /** Opens a locked vault; its passphrase is asked for in the secret window. */
  vaultUnlock: { args: {  }; answer: null; item: never }
  /** Gives the vault a passphrase, or another one; asked for in the secret window. */
  vaultSetPassphrase: { args: {  }; answer: null; item: never }
  /** Takes the vault's passphrase away. */
  vaultRemovePassphrase: { args: {  }; answer: null; item: never }
  /** Seals everything under another key. */
  vaultChangeKey: { args: {  }; answer: null; item: never }
  /** Somebody is there: told when the interface is used, at most once in a while. */
  appTouched: { args: {  }; answer: null; item: never }
  /** The person's settings. */
  settingsGet: { args: {  }; answer: Settings; item: never }
  /** Replaces the person's settings. */
  settingsSet: { args: { settings: Settings }; answer: null; item: never }
  /** Every kind of system the program can talk to. */
  vendorsList: { args: {  }; answer: VendorView[]; item: never }
  /** Every tenant the person has added, in the order they arranged them. */
  tenantsList: { args: {  }; answer: TenantLine[]; item: never }
  /** One tenant as its form shows it, without secrets. */
  tenantGet: { args: { tenant: string }; answer: TenantDetail; item: never }
  /** What a pasted address means for a vendor. Asks nothing of the network. */
  tenantUnderstand: { args: { vendor: string; pasted: string }; answer: AddressReading; item: never }
  /** Asks the vendor for a further address of the tenant at a place; nothing when it knows none. */
  tenantFindAddress: { args: { vendor: string; address: string; place: string }; answer: string | null; item: never }
  /** Tries a tenant step by step without storing anything. */
  tenantTest: { args: { draft: TenantDraft; ticket: string }; answer: TestReport; item: TestStep }
  /** Checks a tenant that was added, step by step, with what is stored. */
  tenantCheck: { args: { tenant: string; ticket: string }; answer: TestReport; item: TestStep }
  /** Adds a tenant and moves its held secrets into the vault. Answers its id. */
  tenantAdd: { args: { draft: TenantDraft }; answer: string; item: never }
  /** Replaces what a tenant's form shows; secrets that were not given again stay. */
  tenantEdit: { args: { tenant: string; draft: TenantDraft }; answer: null; item: never }
  /** Signs out, then forgets a tenant and its secrets. */
  tenantRemove: { args: { tenant: string }; answer: null; item: never }
  /** Puts the tenants into this order; ids that are missing go to the end. */
  tenantsArrange: { args: { order: string[] }; answer: null; item: never }
  /** Adds the five simulated tenants, or starts them again. */
  demoAdd: { args: {  }; answer: null; item: never }
  /** Opens the window that takes one secret, and waits for it. The value never comes here. */
  secretRequest: { args: { request: SecretRequest }; answer: HeldSecret; item: never }
  /** Takes a secret from the clipboard, in the core. The value never comes here. */
  secretPaste: { args: { request: SecretRequest }; answer: HeldSecret; item: never }
  /** Lets the person choose a file with a client certificate; nothing when they chose none. */
  certificateChoose: { args: { tenantName: string }; answer: HeldCertificate | null; item: never }
  /** Forgets a secret that was held for a form. */
  secretForget: { args: { held: string }; answer: null; item: never }
  /** Signs in with what the vault holds. */
  sessionBegin: { args: { tenant: string }; answer: SessionView; item: never }
  /** Answers what a sign-in asked, in the secret window. */
  sessionAnswer: { args: { tenant: string }; answer: SessionView; item: never }
  /** Answers what a sign-in asked with one of its choices. */
  sessionChoose: { args: { tenant: string; choice: string }; answer: SessionView; item: never }
  /** Opens what a sign-in wants opened, in the browser of the system. */
  sessionOpen: { args: { tenant: string }; answer: null; item: never }
  /** Ends a sign-in that is under way. */
  sessionCancel: { args: { tenant: string }; answer: null; item: never }
  /** Signs out: revokes what the vendor can revoke, then forgets the rest. */
  sessionEnd: { args: { tenant: string }; answer: null; item: never }
  /** What is known of one tenant now. Asks nothing of the network. */
  dashboardCard: { args: { tenant: string }; answer: CardView; item: never }
  /** Asks one tenant for its numbers again, signing in when needed. */
  dashboardRefresh: { args: { tenant: string }; answer: null; item: never }
  /** The documents that can be opened, newest first: tenants' own, ours, and files. */
  explorerDocuments: { args: {  }; answer: DocumentLine[]; item: never }
  /** Opens a document: its head and its groups. */
  explorerOpen: { args: { document: string }; answer: DocumentView; item: never }
  /** Fetches a tenant's own document again. */
  explorerFetch: { args: { tenant: string }; answer: DocumentLine; item: never }
  /** Lets the person choose a file and opens it; nothing when they chose none. */
  explorerPick: { args: {  }; answer: DocumentLine | null; item: never }
  /** Closes a document that came from a file. */
  explorerClose: { args: { document: string }; answer: null; item: never }
  /** Some operations of one group, in the document's order. */
  explorerGroup: { args: { document: string; group: string; window: Window }; answer: OperationLine[]; item: never }
  /** Operations that fit the words, best first. */
  explorerSearch: { args: { document: string; words: string; atMost: number }; answer: SearchHit[]; item: never }
  /** One operation as its page shows it. */
  explorerOperation: { args: { document: string; operation: string }; answer: OperationView; item: never }
  /** The fields of one schema, one level deep. */
  explorerSchema: { args: { document: string; pointer: string }; answer: SchemaNode[]; item: never }
  /** What could not be read in a document. */
  explorerFindings: { args: { document: string; window: Window }; answer: FindingView[]; item: never }
  /** What stands directly below a part of the paths; the empty text is the top. */
  explorerLevel: { args: { document: string; path: string }; answer: PathLevel; item: never }
  /** What changed from one version of a document to another. */
  explorerCompare: { args: { older: string; newer: string; window: Window }; answer: ComparisonView; item: never }
  /** The person has seen what changed in a document: the older version is forgotten. */
  explorerAccept: { args: { document: string }; answer: null; item: never }
  /** Lets the person choose a file for a body; nothing when they chose none. */
  draftChooseFile: { args: {  }; answer: ChosenFile | null; item: never }
  /** The request as it would leave, secrets as marks. */
  draftPreview: { args: { draft: DraftInput }; answer: PreviewView; item: never }
  /** The languages a request can be written in, the vendor's own tools with what they know. */
  draftLanguages: { args: { tenant: string; document: string | null; operation: string | null }; answer: LanguageView[]; item: never }
  /** The request as code, secrets read from the environment or a store. */
  draftCode: { args: { draft: DraftInput; language: string }; answer: CodeView; item: never }
  /** Sends a composed request. */
  draftSend: { args: { draft: DraftInput; ticket: string }; answer: ExchangeView; item: SendProgress }
  /** Sends a composed request and follows its pages to the end, or so many of them. */
  draftFollow: { args: { draft: DraftInput; pages: number; ticket: string }; answer: ExchangeView; item: SendProgress }
  /** Some lines of an answer's body. */
  answerLines: { args: { exchange: string; window: Window }; answer: BodySlice; item: never }
  /** Some rows of a list in an answer's body. */
  answerTable: { args: { exchange: string; part: TableRequest }; answer: TableSlice; item: never }
  /** The values directly in one value of an answer's body. */
  answerTree: { args: { exchange: string; pointer: string; window: Window }; answer: TreeNode[]; item: never }
  /** Where words stand in an answer's body. */
  answerFind: { args: { exchange: string; words: string; window: Window }; answer: FoundView; item: never }
  /** Some bytes of a picture, from a byte on. */
  answerPicture: { args: { exchange: string; from: number }; answer: BytesSlice; item: never }
  /** Writes an answer into a file the person chooses; answers the file's name. */
  answerSave: { args: { exchange: string; what: SaveWhat }; answer: string | null; item: never }
  /** What was sent, newest first. */
  historyList: { args: { filter: HistoryFilter; window: Window }; answer: HistoryPage; item: never }
  /** One entry, with what opens it again. */
  historyGet: { args: { exchange: string }; answer: HistoryEntry; item: never }
  /** How two answers differ. */
  historyCompare: { args: { older: string; newer: string }; answer: AnswerComparison; item: never }
  /** Forgets what was sent, to one tenant or to all. */
  historyClear: { args: { tenant: string | null }; answer: null; item: never }
  /** Operations of every open document that fit the words, for the palette. */
  paletteSearch: { args: { words: string; atMost: number }; answer: PaletteHit[]; item: never }
  /** Stops the work that was given this ticket. */
  workCancel: { args: { ticket: string }; answer: null; item: never }
}

/** The name of each command on the wire. */
export const wireName = {
  appStatus: 'app_status',
  vaultRetry: 'vault_retry',
  vaultSessionOnly: 'vault_session_only',
  vaultSetAside: 'vault_set_aside',
  vaultLock: 'vault_lock',
  vaultUnlock: 'vault_unlock',
  vaultSetPassphrase: 'vault_set_passphrase',
  vaultRemovePassphrase: 'vault_remove_passphrase',
  vaultChangeKey: 'vault_change_key',
  appTouched: 'app_touched',
  settingsGet: 'settings_get',
  settingsSet: 'settings_set',
  vendorsList: 'vendors_list',
  tenantsList: 'tenants_list',
  tenantGet: 'tenant_get',
  tenantUnderstand: 'tenant_understand',
  tenantFindAddress: 'tenant_find_address',
  tenantTest: 'tenant_test',
  tenantCheck: 'tenant_check',
  tenantAdd: 'tenant_add',
  tenantEdit: 'tenant_edit',
  tenantRemove: 'tenant_remove',
  tenantsArrange: 'tenants_arrange',
  demoAdd: 'demo_add',
  secretRequest: 'secret_request',
  secretPaste: 'secret_paste',
  certificateChoose: 'certificate_choose',
  secretForget: 'secret_forget',
  sessionBegin: 'session_begin',
  sessionAnswer: 'session_answer',
  sessionChoose: 'session_choose',
  sessionOpen: 'session_open',
  sessionCancel: 'session_cancel',
  sessionEnd: 'session_end',
  dashboardCard: 'dashboard_card',
  dashboardRefresh: 'dashboard_refresh',
  explorerDocuments: 'explorer_documents',
  explorerOpen: 'explorer_open',
  explorerFetch: 'explorer_fetch',
  explorerPick: 'explorer_pick',
  explorerClose: 'explorer_close',
  explorerGroup: 'explorer_group',
  explorerSearch: 'explorer_search',
  explorerOperation: 'explorer_operation',
  explorerSchema: 'explorer_schema',
  explorerFindings: 'explorer_findings',
  explorerLevel: 'explorer_level',
  explorerCompare: 'explorer_compare',
  explorerAccept: 'explorer_accept',
  draftChooseFile: 'draft_choose_file',
  draftPreview: 'draft_preview',
  draftLanguages: 'draft_languages',
  draftCode: 'draft_code',
  draftSend: 'draft_send',
  draftFollow: 'draft_follow',
  answerLines: 'answer_lines',
  answerTable: 'answer_table',
  answerTree: 'answer_tree',
  answerFind: 'answer_find',
  answerPicture: 'answer_picture',
  answerSave: 'answer_save',
  historyList: 'history_list',
  historyGet: 'history_get',
  historyCompare: 'history_compare',
  historyClear: 'history_clear',
  paletteSearch: 'palette_search',
  workCancel: 'work_cancel',
} as const

/** The topics a command reads. */
export const reads = {
  appStatus: ['vault', 'settings'],
  settingsGet: ['settings'],
  vendorsList: ['vendors'],
  tenantsList: ['tenants', 'sessions', 'dashboard'],
  tenantGet: ['tenants'],
  tenantUnderstand: ['vendors'],
  dashboardCard: ['tenants', 'sessions', 'dashboard'],
  explorerDocuments: ['tenants', 'documents'],
  explorerOpen: ['documents'],
  explorerGroup: ['documents'],
  explorerSearch: ['documents'],
  explorerOperation: ['documents'],
  explorerSchema: ['documents'],
  explorerFindings: ['documents'],
  explorerLevel: ['documents'],
  explorerCompare: ['documents'],
  historyList: ['activity'],
  historyGet: ['activity'],
  historyCompare: ['activity'],
  paletteSearch: ['tenants', 'documents'],
} as const

/** The topics a command changes. */
export const changes = {
  vaultRetry: ['vault'],
  vaultSessionOnly: ['vault'],
  vaultSetAside: ['vault'],
  vaultLock: ['vault', 'sessions', 'dashboard'],
  vaultUnlock: ['vault', 'sessions', 'dashboard'],
  vaultSetPassphrase: ['vault'],
  vaultRemovePassphrase: ['vault'],
  vaultChangeKey: ['vault'],
  settingsSet: ['settings'],
  tenantAdd: ['tenants', 'dashboard'],
  tenantEdit: ['tenants', 'sessions', 'dashboard'],
  tenantRemove: ['tenants', 'sessions', 'dashboard'],
  tenantsArrange: ['tenants'],
  demoAdd: ['tenants', 'sessions', 'dashboard'],
  sessionBegin: ['sessions', 'dashboard'],
  sessionAnswer: ['sessions', 'dashboard'],
  sessionChoose: ['sessions', 'dashboard'],
  sessionCancel: ['sessions'],
  sessionEnd: ['sessions', 'dashboard'],
  dashboardRefresh: ['sessions', 'dashboard'],
  explorerFetch: ['documents'],
  explorerPick: ['documents'],
  explorerClose: ['documents'],
  explorerAccept: ['documents'],
  draftSend: ['sessions', 'activity'],
  draftFollow: ['sessions', 'activity'],
  historyClear: ['activity'],
} as const

/**  A further address. */
export type AddressAsk = {
	/**  Its id. */
	id: string,
	/**  What the form asks for. */
	ask: string,
	/**  May be left empty. */
	optional: boolean,
	/**  Whether the vendor may know it when the tenant's address is known: `tenant_find_address`. */
	find: boolean,
};

/**  What a pasted address means. */
export type AddressReading = {
	/**  The address the program will use. */
	address: string,
	/**  Others it will try when that one does not answer. */
	others: string[],
	/**  What was left out of the pasted text. */
	leftOut: string | null,
	/**  Whether `https://` was added. */
	schemeAdded: boolean,
};

/**  How two answers differ, line by line. */
export type AnswerComparison = {
	/**  How many lines only the newer has. */
	added: number,
	/**  How many lines only the older has. */
	removed: number,
	/**  Whether only the first parts were compared. */
	cut: boolean,
	/**  Lines that differ, with some around them. */
	lines: ComparedLine[],
};

/**  What kind of answer a sign-in wants. */
export type AnswerKind =
/**  A code, or what the sentence asks for. */
"code" |
/**  The password of the account. */
"password" |
/**  A new password, because the old one is over. */
"newPassword" |
/**  A text that was copied in the browser. */
"pasted" |
/**  One of several. */
"choice";

/**  One form an answer may have. */
export type AnswerMedia = {
	/**  Its media type. */
	media: string,
	/**  Its schema, one level. */
	schema: SchemaNode | null,
	/**  An example, laid out. */
	example: string | null,
};

/**  What may come back. */
export type AnswerView = {
	/**  `200`, `4XX`, `default`. */
	status: string,
	/**  In the document's words. */
	description: Block[],
	/**  What the body may be; empty when there is none. */
	media: AnswerMedia[],
};

/**  Why a command did not do what was asked. */
export type AppError =
/**  The session is over and a person has to act. */
{ kind: "signInRequired";
/**  Whose. */
tenant: string;
/**  Why. */
why: Lapse } |
/**  Only reads may leave for this tenant. */
{ kind: "tenantLocked";
/**  What the request would have done. */
effect: Effect } |
/**  Signed in, but a right is missing. */
{ kind: "missingPermission";
/**  The rights the operation needs, in the vendor's words; empty when unknown. */
needs: string[];
/**  The vendor's code. */
code: string | null;
/**  The vendor's sentence. */
message: string | null;
/**  What it means, when that is known. */
explained?: Explained | null } |
/**  The host did not answer. */
{ kind: "unreachable";
/**  Host and port. */
host: string;
/**  At which step it ended. */
cause: NetworkCause;
/**  Whether the request may have arrived all the same. */
mayHaveArrived?: boolean } |
/**  A proxy let no call through; the tenant was not reached. */
{ kind: "proxy";
/**  Which way the call was to take. */
via: ViaView;
/**  What the proxy did. */
cause: ProxyCause } |
/**  The tenant failed several times in a row, and is left alone for a while. */
{ kind: "resting";
/**  Host and port. */
host: string;
/**  For how long still. */
retryAfterMs: number;
/**  The last HTTP status, when it answered. */
status: number | null;
/**  How it ended, when it did not. */
cause: NetworkCause | null } |
/**  The server wants a client certificate. */
{ kind: "clientCertificate";
/**  Host and port. */
host: string;
/**  What is wrong. */
cause: IdentityCause } |
/**  The clocks of this machine and of the server differ by more than sign-ins bear. */
{ kind: "clockOff";
/**  By how much ours is ahead, in seconds; below zero when it is behind. */
seconds: number } |
/**  A sign-in led nowhere, and says nothing about the account. */
{ kind: "signInFailed";
/**  Why. */
why: SignInCause } |
/**  The vault is locked. */
{ kind: "vaultLocked" } |
/**  It is another passphrase, or another password of a file. */
{ kind: "wrongPassphrase" } |
/**  The certificate was not signed by anybody this tenant trusts, or is not for this host. */
{ kind: "untrusted";
/**  Host and port. */
host: string;
/**  Who signed it. */
issuer: string | null;
/**  The names it is for. */
names: string[];
/**  Until when it is good, RFC 3339. */
until: string | null;
/**  SHA-256, in hex with colons. */
fingerprint: string | null;
/**  What is wrong with it. */
cause: CertificateCause;
/**  SHA-256 of the certificates that were expected, when only those count. */
expected?: string[] } |
/**  The vendor wants us to wait. */
{ kind: "rateLimited";
/**  How long. */
retryAfterMs: number } |
/**  The keychain cannot be used. */
{ kind: "storeUnavailable";
/**  What helps. */
remedy: Remedy } |
/**  What was entered cannot be used as it is. */
{ kind: "invalid";
/**  Every problem at once. */
problems: Problem[] } |
/**  What the person saw is no longer so. */
{ kind: "stale" } |
/**  What was named is not there any more. */
{ kind: "notFound" } |
/**  The server answered something that is not what an API of this kind says. */
{ kind: "notThisProduct";
/**  Host and port. */
host: string;
/**  The HTTP status. */
status: number;
/**  What came instead: `HTML`, `an empty answer`. */
contentType: string | null } |
/**  The vendor says no, in its own words. */
{ kind: "vendorFailed";
/**  The HTTP status. */
status: number;
/**  The vendor's code. */
code: string | null;
/**  The vendor's sentence. */
message: string | null;
/**  What to quote to the vendor. */
requestId: string | null;
/**  What it means, when that is known. */
explained?: Explained | null } |
/**  The answer tried to lead somewhere else with the tenant's credential. */
{ kind: "leftOrigin";
/**  Where it pointed. */
to: string } |
/**  The answer was larger than a limit. */
{ kind: "tooLarge";
/**  The limit in kilobytes. */
limitKb: number } |
/**  A file could not be read as an OpenAPI document. */
{ kind: "unreadable";
/**  What it is, or where it ends being readable. */
why: UnreadableCause;
/**  Line, from 1. */
line: number | null;
/**  Column, from 1. */
column: number | null } |
/**  A file of the person's could not be read or written. */
{ kind: "file";
/**  Its name. */
name: string;
/**  The system's words. */
why: string } |
/**  Says nothing. */
{ kind: "cancelled" } |
/**  Everything unexpected; the details are in the log under `reference`. */
{ kind: "bug";
/**  What to quote. */
reference: string };

/**  How the program stands. */
export type AppStatus = {
	/**  Its version. */
	version: string,
	/**  On what it runs. */
	platform: Platform,
	/**  Where secrets are kept. */
	vault: VaultView,
	/**  Whether the simulated tenants can be had. */
	demoAvailable: boolean,
	/**  What happened at the start that a person should know. */
	notices: Notice[],
	/**  A document the program was started with. */
	opened: string | null,
};

/**  One part of a whole. */
export type BarPart = {
	/**  One word. */
	label: string,
	/**  How many. */
	value: number,
	/**  Whether it needs action. */
	attention: boolean,
};

/**  A split of a whole. */
export type BarView = {
	/**  What the whole is. */
	label: string,
	/**  The whole. */
	total: number,
	/**  Its parts, largest first. */
	parts: BarPart[],
};

/**  A block of a description. A closed list: no HTML, no picture. */
export type Block =
/**  A paragraph. */
{ kind: "paragraph";
/**  Its text. */
text: Inline[] } |
/**  A heading. */
{ kind: "heading";
/**  1 to 6. */
level: number;
/**  Its text. */
text: Inline[] } |
/**  A list. */
{ kind: "list";
/**  Whether it is numbered. */
ordered: boolean;
/**  Its items. */
items: ListItem[] } |
/**  Code, line by line. */
{ kind: "code";
/**  Its text. */
text: string } |
/**  A table. */
{ kind: "table";
/**  Rows of cells; the first row is the head. */
rows: Inline[][][] } |
/**  A line between things. */
{ kind: "rule" };

/**  What a body is, by its content. */
export type BodyKind =
/**  Nothing. */
"empty" |
/**  JSON, laid out. */
"json" |
/**  XML, laid out. */
"xml" |
/**  HTML, as source. */
"html" |
/**  Text. */
"text" |
/**  A picture of a kind that is shown. */
"image" |
/**  Bytes. */
"binary";

/**  What may be sent as a body. */
export type BodyOption = {
	/**  Its media type. */
	media: string,
	/**  Whether one must be sent. */
	required: boolean,
	/**  Its schema, one level. */
	schema: SchemaNode | null,
	/**  An example, laid out: the document's first, or one made from the schema. */
	example: string | null,
	/**  Further examples of the document. */
	others: ExampleView[],
};

/**  Some lines of a body. */
export type BodySlice = {
	/**  The first line's number, from 0. */
	from: number,
	/**  The lines. */
	lines: string[],
};

/**  An answer's body. */
export type BodyView = {
	/**  What it is. */
	kind: BodyKind,
	/**  Its media type, as the answer says. */
	media: string | null,
	/**  Its size in bytes, as text. */
	size: string,
	/**  How many lines it has when shown. */
	lines: number,
	/**  The first lines. */
	first: BodySlice,
	/**  The lists in it that can be shown as a table, the outermost first. */
	tables: TableHead[],
	/**  Whether it can be opened as a tree. */
	tree: boolean,
};

/**  What is left of a rate limit. */
export type BudgetView = {
	/**  Calls left. */
	left: number,
	/**  Calls allowed. */
	calls: number,
	/**  In so many seconds. */
	seconds: number,
};

/**  Some bytes of a picture. */
export type BytesSlice = {
	/**  Base64 (RFC 4648, section 4). */
	base64: string,
	/**  Whether more follow. */
	more: boolean,
};

/**  What is known of one tenant. */
export type CardView = {
	/**  Its id. */
	tenant: string,
	/**  How it does. */
	health: Health,
	/**  Whether numbers are being fetched right now. */
	refreshing: boolean,
	/**  The last problem, while it lasts. */
	problem: AppError | null,
	/**  The product's version. */
	version: string | null,
	/**  How long the last answer took. */
	answeredInMs: number | null,
	/**  Whether somebody is signed in. */
	session: SessionView,
	/**  What is left of the vendor's rate limit; nothing when it publishes none. */
	budget: BudgetView | null,
	/**  The numbers, in order. */
	figures: FigureView[],
	/**  A split of a whole. */
	bar: BarView | null,
	/**  When the numbers came, RFC 3339. */
	asOf: string | null,
};

/**  What is wrong with a certificate. */
export type CertificateCause =
/**  Signed by nobody this tenant trusts. */
"unknownIssuer" |
/**  For other names. */
"wrongName" |
/**  Its time is over. */
"expired" |
/**  Its time has not come; or this machine's clock is wrong. */
"notYetValid" |
/**  Anything else. */
"other";

/**  A client certificate as a person reads it. */
export type CertificateView = {
	/**  Whose it is. */
	subject: string,
	/**  Who signed it. */
	issuer: string,
	/**  The names it is for. */
	names: string[],
	/**  Since when it is good, RFC 3339. */
	since: string | null,
	/**  Until when it is good, RFC 3339. */
	until: string | null,
	/**  SHA-256, in hex with colons. */
	fingerprint: string,
};

/**  How many changes there are. */
export type ChangeCounts = {
	/**  That break callers. */
	breaking: number,
	/**  That add. */
	additive: number,
	/**  That change words only. */
	wording: number,
};

/**  Added, removed or changed. */
export type ChangeKind = "added" | "removed" | "changed";

/**  One change. */
export type ChangeView = {
	/**  The operation; nothing when it is about the whole document. */
	operation: OperationLine | null,
	/**  Where, a JSON pointer in the newer document, or the older where it was removed. */
	pointer: string,
	/**  Added, removed or changed. */
	change: ChangeKind,
	/**  What it means for callers. */
	weight: ChangeWeight,
	/**  What changed: `requiredFieldAdded`, `typeChanged`. The interface has the words. */
	reason: string,
	/**  What it is about: a field, a parameter, a status. */
	subject: string,
	/**  Before, short. */
	before: string | null,
	/**  After, short. */
	after: string | null,
};

/**  What a change means for callers. */
export type ChangeWeight =
/**  Calls that worked may fail. */
"breaking" |
/**  There is more than before. */
"additive" |
/**  Only words. */
"wording";

/**  Something changed that nobody asked for: a renewal, an expiry, a card's numbers. */
export type Changed = {
	/**  What to read again. */
	topics: Topic[],
};

/**  One of several answers. */
export type ChoiceView = {
	/**  To be answered. */
	id: string,
	/**  In the vendor's words. */
	label: string,
};

/**  A file a person chose for a body. Its path stays in the core. */
export type ChosenFile = {
	/**  Its id, for as long as the program runs. */
	id: string,
	/**  Its name. */
	name: string,
	/**  Its size in bytes, as text. */
	size: string,
	/**  What it seems to be. */
	media: string,
};

/**  What to know before running code. */
export type CodeNote =
/**  This environment variable has to be set. */
{ kind: "variable";
/**  Its name. */
name: string } |
/**  This file is read from the folder the code runs in. */
{ kind: "file";
/**  Its name. */
name: string } |
/**  Windows PowerShell 5.1 cannot send this; PowerShell 7 can. */
{ kind: "powerShell7" } |
/**  The language refuses to send a body with this method. */
{ kind: "bodyRefused" } |
/**  The library writes some escapes of the address in its own way. */
{ kind: "addressRewritten" } |
/**  The tool has no place for this value of the draft. */
{ kind: "notCarried";
/**  The parameter's or field's name. */
name: string };

/**  A request as code. */
export type CodeView = {
	/**  The code. Secrets are read from the environment or a store by it. */
	text: string,
	/**  What to know before running it. */
	notes: CodeNote[],
};

/**  One line of a comparison. */
export type ComparedLine = {
	/**  Whose it is. */
	side: ComparedSide,
	/**  Its number in the older answer, from 0. */
	older: number | null,
	/**  Its number in the newer answer, from 0. */
	newer: number | null,
	/**  It. */
	text: string,
};

/**  Whose a line is. */
export type ComparedSide =
/**  In both. */
"both" |
/**  In the older only. */
"removed" |
/**  In the newer only. */
"added" |
/**  Lines that are the same were left out here. */
"gap";

/**  What changed from one version of a document to another. */
export type ComparisonView = {
	/**  How many changes break callers, add to what there is, change words only. */
	counts: ChangeCounts,
	/**  Some of them, breaking ones first. */
	changes: ChangeView[],
};

/**  A document that can be opened. */
export type DocumentLine = {
	/**  Its id. */
	id: string,
	/**  Its title, or the file's name. */
	title: string,
	/**  Its version, as it says. */
	version: string | null,
	/**  `OpenAPI 3.0.1`, `Swagger 2.0`; nothing before it was opened. */
	format: string | null,
	/**  Where it comes from. */
	origin: DocumentOrigin,
	/**  The tenant its calls go to; nothing for a file that belongs to none. */
	tenant: string | null,
	/**  How many operations it has; nothing before it was opened. */
	operations: number | null,
	/**  How much of it could not be read. */
	findings: number,
	/**  The version seen before, when this one is another; nothing once a person has seen that. */
	older: OlderVersion | null,
};

/**  Where a document comes from. */
export type DocumentOrigin =
/**  The tenant itself. */
{ kind: "tenant";
/**  When it was read, RFC 3339; nothing before. */
readAt: string | null;
/**  Since when it has been the same, as far as we have seen, RFC 3339. */
sameSince: string | null } |
/**  Written by us from the vendor's documentation. */
{ kind: "ours" } |
/**  The tenant itself, before it changed. */
{ kind: "before";
/**  When it was read, RFC 3339. */
readAt: string } |
/**  A file of the person's. */
{ kind: "file";
/**  Its name. */
name: string };

/**  An open document. */
export type DocumentView = {
	/**  As lists show it. */
	line: DocumentLine,
	/**  The groups of operations, in the document's order. */
	groups: GroupView[],
	/**  How many operations read, disclose, change, remove. */
	effects: EffectCounts,
	/**  The servers the document names: shown, never obeyed. */
	servers: string[],
	/**  Where calls go; nothing for a file that belongs to no tenant. */
	callsGoTo: string | null,
};

/**  Whether an answer is what its document says. */
export type Documented =
/**  No document describes it. */
{ kind: "noDocument" } |
/**  The document does not have this status. */
{ kind: "statusUnknown" } |
/**  The document gives no schema for it. */
{ kind: "noSchema" } |
/**  It could not be checked. */
{ kind: "notChecked";
/**  Why. */
why: NotCheckedCause } |
/**  It fits. */
{ kind: "fits";
/**  Fields the document does not know, JSON pointers. */
unknown: string[] } |
/**  It does not fit. */
{ kind: "differs";
/**  How. */
problems: SchemaProblemView[];
/**  Fields the document does not know, JSON pointers. */
unknown: string[] };

/**  A request being written. The same shape comes back when a sent one is opened again. */
export type DraftInput = {
	/**  To whom. */
	tenant: string,
	/**  What is called. */
	target: DraftTarget,
	/**  Values of parameters; an empty text is left out. */
	values: SlotValue[],
	/**  Headers beside those the document knows; an empty name is left out. */
	headers: HeaderInput[],
	/**  The body as text, sent as it is; forms are written as a JSON object. */
	body: string | null,
	/**  The body's media type; the document's first when not said. */
	media: string | null,
	/**  Files in the body. */
	files: FileSlot[],
	/**  The longest the whole call may take; the gateway's own limits when not said. */
	timeoutMs: number | null,
	/**  The person has seen what the document has against it, and sends all the same. */
	anyway: boolean,
};

/**  What is called. */
export type DraftTarget =
/**  An operation of a document. */
{ kind: "operation";
/**  The document's id. */
document: string;
/**  `GET /path/{id}`. */
operation: string } |
/**  Anything else at the tenant's origin. */
{ kind: "free";
/**  In capitals. */
method: string;
/**  Starts with a slash; with its query. */
path: string };

/**  What an operation does to the world. */
export type Effect =
/**  Looks. */
"reads" |
/**  Hands out something that was secret. */
"discloses" |
/**  Alters something that can be set back. */
"changes" |
/**  Alters something that cannot simply be set back. */
"removes";

/**  How many operations have which effect. */
export type EffectCounts = {
	/**  Look. */
	reads: number,
	/**  Hand out. */
	discloses: number,
	/**  Alter. */
	changes: number,
	/**  Alter for good. */
	removes: number,
};

/**  Where a tenant stands. */
export type Environment =
/**  People depend on it. */
"production" |
/**  Nobody depends on it. */
"test" |
/**  Simulated by this program. */
"demo";

/**  An example with a name. */
export type ExampleView = {
	/**  Its name or summary. */
	name: string,
	/**  It, laid out. */
	text: string,
};

/**  One exchange as lists show it. */
export type ExchangeLine = {
	/**  Its id. */
	id: string,
	/**  To whom. */
	tenant: string,
	/**  When, RFC 3339. */
	at: string,
	/**  In capitals. */
	method: string,
	/**  The address, secrets replaced. */
	address: string,
	/**  The operation, when it came from a document. */
	operation: string | null,
	/**  The HTTP status; nothing when no answer came. */
	status: number | null,
	/**  How long it took. */
	tookMs: number,
	/**  What it did. */
	effect: Effect,
};

/**  What was sent and what came back, with every secret already gone. */
export type ExchangeView = {
	/**  As lists show it. */
	line: ExchangeLine,
	/**  Its headers. */
	requestHeaders: HeaderView[],
	/**  What was sent in the body; of a long one, the first part. */
	requestBody: string | null,
	/**  Response headers. */
	headers: HeaderView[],
	/**  What the answer means; nothing when no answer came. */
	meaning: Meaning | null,
	/**  What the status means to this vendor, in its own words. */
	statusMeans: string | null,
	/**  Where the time went. */
	timing: Timing,
	/**  Where redirects led, in order; empty when there were none. */
	hops: HopView[],
	/**  Which way it took; nothing when no answer came. */
	via?: ViaView | null,
	/**  The answer's body; nothing when it was not kept. */
	body: BodyView | null,
	/**  Whether the answer is what the document says. */
	documented: Documented,
	/**  Pages that were followed; nothing when none were. */
	followed: FollowedView | null,
	/**  Whether this vendor's way of paging is known, and this answer has a next page. */
	morePages: boolean,
};

/**  A failure in plain words. */
export type Explained = {
	/**  What happened. */
	happened: string,
	/**  Why that is likely so. */
	cause: string,
	/**  What to do next. */
	next: string,
	/**  Who can do it. */
	who: Who,
};

/**  A value of a field that is not secret. */
export type FieldValue = {
	/**  The field's id. */
	id: string,
	/**  What was entered. */
	value: string,
};

/**  One value a person gives. */
export type FieldView = {
	/**  Its id. */
	id: string,
	/**  As the vendor's own page calls it. */
	label: string,
	/**  Whether it goes to the vault. */
	secret: boolean,
	/**  Whether it may be left empty. */
	optional: boolean,
	/**  A sentence below the field. */
	hint: string | null,
};

/**  A number, or which of the kinds of nothing. */
export type FigureState =
/**  Asked, and answered. */
{ kind: "known";
/**  The number. */
value: number } |
/**  A right is missing. */
{ kind: "notAllowed";
/**  Which, in the vendor's words; empty when unknown. */
needs: string[] } |
/**  Could not be asked; the last number stays. */
{ kind: "notReachable";
/**  The last number. */
last: number | null;
/**  From when it is, RFC 3339. */
asOf: string | null } |
/**  This version does not have it. */
{ kind: "notSupported" } |
/**  Nobody has asked. */
{ kind: "notLoaded" };

/**  One number on a card. */
export type FigureView = {
	/**  Its id. */
	id: string,
	/**  Two or three words. */
	label: string,
	/**  The number, or which of the five kinds of nothing. */
	value: FigureState,
	/**  What it is a part of. */
	of: number | null,
	/**  Whether a number above zero waits for a person. */
	attention: boolean,
	/**  The operation it comes from, `GET /path`. */
	operation: string,
};

/**  A chosen file in a body. */
export type FileSlot = {
	/**  The form's field; empty when the file is the whole body. */
	field: string,
	/**  The chosen file's id. */
	file: string,
};

/**  What could not be read. */
export type FindingView = {
	/**  JSON pointer. */
	pointer: string,
	/**  Line, from 1. */
	line: number | null,
	/**  Column, from 1. */
	column: number | null,
	/**  In plain words. */
	text: string,
};

/**  Why following pages ended. */
export type FollowEnd =
/**  There were no more. */
"last" |
/**  As many as were asked for. */
"cap" |
/**  A page came a second time. */
"repeated" |
/**  The next page would have been elsewhere. */
"elsewhere" |
/**  A page was refused or did not come; what came before is kept. */
"failed";

/**  Pages that were followed. */
export type FollowedView = {
	/**  How many pages. */
	pages: number,
	/**  How many rows. */
	rows: number,
	/**  Why it ended. */
	ended: FollowEnd,
	/**  Query parameters the next page had lost and we put back. */
	putBack: string[],
};

/**  A place in a body, in UTF-16 units of its line. */
export type FoundPlace = {
	/**  The line, from 0. */
	line: number,
	/**  The first unit. */
	from: number,
	/**  Behind the last. */
	to: number,
};

/**  Where words stand in a body. */
export type FoundView = {
	/**  How many places; of very many, the most that are counted. */
	total: number,
	/**  Some of them. */
	places: FoundPlace[],
};

/**  One group: a tag of the document, or the first part of the path. */
export type GroupView = {
	/**  Its name, also its id. */
	name: string,
	/**  What to show instead of the name, where the document says. */
	title: string | null,
	/**  The group it stands in (`parent` of OpenAPI 3.2). */
	parent: string | null,
	/**  How many operations it has. */
	count: number,
};

/**  A header the person set. */
export type HeaderInput = {
	/**  Its name. */
	name: string,
	/**  Its value. */
	value: string,
};

/**  One header. */
export type HeaderView = {
	/**  Its name. */
	name: string,
	/**  Its value; for a secret, what stands in for it. */
	value: string,
	/**  Whether the value stands in for a secret. */
	secret: boolean,
};

/**  How a tenant does. */
export type Health =
/**  Answers, and everything asked for came. */
"healthy" |
/**  Answers, but takes its time. */
"slow" |
/**  Answers, but something asked for is not allowed. */
"rightMissing" |
/**  Did not answer the last time. */
"notReachable" |
/**  Answers, but the sign-in failed. */
"refused" |
/**  Nobody is signed in. */
"signedOut" |
/**  Nobody has asked yet. */
"notLoaded";

/**  A client certificate that is held for a form, under the field `client-certificate`. */
export type HeldCertificate = {
	/**  The handle. */
	held: string,
	/**  What was in the file. */
	certificate: CertificateView,
};

/**  A secret that is held for a form. */
export type HeldField = {
	/**  The field's id. */
	id: string,
	/**  The handle that came with [`HeldSecret`]. */
	held: string,
};

/**  A secret that is held in the core until its form is sent or left. */
export type HeldSecret = {
	/**  The handle. */
	held: string,
	/**  How many characters it has. */
	length: number,
};

/**  What was sent, once more. */
export type HistoryEntry = {
	/**  As it was shown. */
	exchange: ExchangeView,
	/**  To open it again in try-it. Secrets and chosen files are gone from it. */
	draft: DraftInput,
};

/**  Which entries of the history. */
export type HistoryFilter = {
	/**  Words in method, address, operation, status or tenant's name; all of them must be there. */
	words: string,
	/**  One tenant's only. */
	tenant: string | null,
	/**  One operation's only. */
	operation: string | null,
};

/**  Some entries of the history, newest first. */
export type HistoryPage = {
	/**  How many fit the filter. */
	total: number,
	/**  Some of them. */
	lines: ExchangeLine[],
};

/**  A part of a text, in UTF-16 units, as the interface counts. */
export type HitMark = {
	/**  The first. */
	from: number,
	/**  Behind the last. */
	to: number,
};

/**  Where a redirect led. */
export type HopView = {
	/**  The status that redirected. */
	status: number,
	/**  Where to. */
	address: string,
};

/**  The closed list of hues. */
export type Hue = "petrol" | "moss" | "raspberry" | "copper" | "plum" | "slate" | "indigo" | "bottle" | "brick";

/**  What is wrong with a client certificate. */
export type IdentityCause =
/**  The server wants one, and the tenant has none. */
"required" |
/**  The server does not take the tenant's. */
"refused";

/**  A piece of text. */
export type Inline =
/**  Plain. */
{ kind: "text";
/**  It. */
text: string } |
/**  Emphasis. */
{ kind: "emphasis";
/**  It. */
text: string } |
/**  Strong emphasis. */
{ kind: "strong";
/**  It. */
text: string } |
/**  Code. */
{ kind: "code";
/**  It. */
text: string } |
/**  A link; opened by the core only, after the full address was shown. */
{ kind: "link";
/**  What is shown. */
text: string;
/**  Where it leads: https. */
address: string } |
/**  A line break. */
{ kind: "break" };

/**  A language a request can be written in. */
export type LanguageView = {
	/**  Its id. */
	id: string,
	/**  What its tab says. */
	label: string,
};

/**  Why a session is over. */
export type Lapse =
/**  The vendor refused what was given. */
{ kind: "refused";
/**  What of it. */
why?: RefusedWhy;
/**  The HTTP status. */
status: number;
/**  The vendor's code. */
code: string | null;
/**  The vendor's sentence. */
message: string | null;
/**  What it means, when that is known. */
explained?: Explained | null } |
/**  Two attempts failed; a third might lock the account. */
{ kind: "stopped" } |
/**  The token ended and could not be renewed. */
{ kind: "ended" } |
/**  A secret is not in the vault. */
{ kind: "secretMissing";
/**  The field's label. */
field: string } |
/**  Signing in needs a person: for a code, an approval or a browser. */
{ kind: "needsPerson" };

/**  An item of a list. */
export type ListItem = {
	/**  What it holds. */
	blocks: Block[],
};

/**  Whether changes may leave for a tenant. */
export type LockView =
/**  Reads only. */
{ kind: "locked" } |
/**  Open for changes. */
{ kind: "open";
/**  Until when, RFC 3339. */
until: string };

/**  Two letters and a hue. */
export type MarkView = {
	/**  Two letters. */
	letters: string,
	/**  A token of the interface. */
	hue: Hue,
};

/**  What an answer means. */
export type Meaning =
/**  What was asked for. */
{ kind: "fine" } |
/**  Not what was asked for. */
{ kind: "failed";
/**  Why, as every other failure is told. */
error: AppError };

/**  One way of signing in. */
export type MethodView = {
	/**  Its id. */
	id: string,
	/**  What the person sees. */
	label: string,
	/**  When to choose it, and where its values are found. */
	hint: string | null,
	/**  What the person gives. */
	fields: FieldView[],
	/**  Further addresses it needs. */
	addresses: AddressAsk[],
	/**  How the vendor counts sessions and tokens. */
	note: string | null,
};

/**  At which step a connection ended. */
export type NetworkCause =
/**  The name does not exist, or could not be looked up. */
"name" |
/**  Looking the name up took too long. */
"nameTimeout" |
/**  Nothing listens there. */
"refused" |
/**  No connection in time. */
"connectTimeout" |
/**  Connected, but the TLS handshake did not end in time. */
"handshakeTimeout" |
/**  The server speaks only versions of TLS that are too old. */
"tooOld" |
/**  No answer in time. */
"timeout" |
/**  The connection was cut. */
"reset" |
/**  The TLS handshake failed for another reason than trust. */
"tls" |
/**  What came was not HTTP. */
"protocol" |
/**  The person stopped it on its way. */
"stopped";

/**  Why an answer was not checked. */
export type NotCheckedCause =
/**  It is too long. */
"tooLarge" |
/**  It is not JSON. */
"notJson" |
/**  The schema asks for something that cannot be checked. */
"schema";

/**  What happened that a person should know. */
export type Notice =
/**  A file could not be read and was set aside under another name. */
{ kind: "setAside";
/**  The file. */
file: string;
/**  Its new name. */
to: string } |
/**  An older copy of the vault was put back by somebody. */
{ kind: "olderVault" } |
/**  A file or folder cannot be written; what changes will be lost at the end. */
{ kind: "readOnly";
/**  Which. */
file: string } |
/**  The log cannot be written. Everything else works. */
{ kind: "noLog";
/**  The file. */
file: string } |
/**  The program ended early several times in a row, so nothing of what was open is open again. */
{ kind: "nothingRestored" };

/**  A version of a tenant's document that was seen before, where it was another. */
export type OlderVersion = {
	/**  The id under which the older one can be opened and compared. */
	document: string,
	/**  When it was read, RFC 3339. */
	readAt: string,
	/**  What changed since. */
	counts: ChangeCounts,
};

/**  An operation that is open in a tab. */
export type OpenTab = {
	/**  The document. */
	document: string,
	/**  The operation. */
	operation: string,
};

/**  One operation as lists show it. */
export type OperationLine = {
	/**  `GET /path/{id}`, its id. */
	key: string,
	/**  In capitals. */
	method: string,
	/**  As the document writes it. */
	path: string,
	/**  Its summary, or what stands in for one. */
	name: string,
	/**  What it does. */
	effect: Effect,
	/**  Whether somebody has classified it. */
	classified: boolean,
	/**  Whether the document advises against it. */
	deprecated: boolean,
};

/**  One operation as its page shows it. */
export type OperationView = {
	/**  `GET /path/{id}`, its id. */
	key: string,
	/**  In capitals. */
	method: string,
	/**  As the document writes it. */
	path: string,
	/**  Its summary, or what stands in for one. */
	name: string,
	/**  Its group. */
	group: string,
	/**  `operationId`. */
	operationId: string | null,
	/**  What it does, in the document's words. */
	description: Block[],
	/**  What it does. */
	effect: Effect,
	/**  Whether somebody has classified it. */
	classified: boolean,
	/**  The rights it needs, in the vendor's words. */
	needs: string[],
	/**  The first version that has it. */
	since: string | null,
	/**  How we know of it, in a document of ours. */
	evidence: string | null,
	/**  Whether the document advises against it. */
	deprecated: boolean,
	/**  Its parameters. */
	parameters: ParameterView[],
	/**  What may be sent as body, one entry a media type. */
	bodies: BodyOption[],
	/**  What may come back. */
	answers: AnswerView[],
	/**  Why it cannot be sent from here, if it cannot. */
	unavailable: Unavailable | null,
};

/**  An operation in the palette. */
export type PaletteHit = {
	/**  The document. */
	document: string,
	/**  The tenant. */
	tenant: string | null,
	/**  The operation, with marks. */
	hit: SearchHit,
};

/**  One parameter. */
export type ParameterView = {
	/**  Where it stands. */
	place: SlotPlace,
	/**  Its name. */
	name: string,
	/**  Whether it must be given. */
	required: boolean,
	/**  Its schema, one level. */
	schema: SchemaNode,
	/**  What it is, in the document's words. */
	description: Block[],
	/**  What the document gives as an example or default. */
	example: string | null,
	/**  Whether the document advises against it. */
	deprecated: boolean,
};

/**  One part of the paths. */
export type PathBranch = {
	/**  The whole path down to here; asks for the next level. */
	path: string,
	/**  Its last part or parts: `/accounts/{id}`. */
	name: string,
	/**  How many operations are here and below. */
	count: number,
};

/**  What stands directly below a part of the paths. */
export type PathLevel = {
	/**  The next parts, in the document's order. */
	branches: PathBranch[],
	/**  Operations of exactly this path. */
	operations: OperationLine[],
};

/**  An operating system; decides which keys are drawn. */
export type Platform =
/**  Windows. */
"windows" |
/**  macOS. */
"macos" |
/**  Linux. */
"linux";

/**  A request as it would leave. */
export type PreviewView = {
	/**  In capitals. */
	method: string,
	/**  The whole address. */
	address: string,
	/**  Headers; the credential is a mark. */
	headers: HeaderView[],
	/**  The body; of a long one, the first part. */
	body: string | null,
	/**  What it would do. */
	effect: Effect,
	/**  What the document has against the body. Sending needs `anyway` when there is any. */
	problems: SchemaProblemView[],
};

/**  One thing that cannot be used as it is. */
export type Problem = {
	/**  The form field, or the parameter's name, or `body`. */
	field: string,
	/**  Where a parameter stands. */
	place: SlotPlace | null,
	/**  What is wrong. */
	problem: ProblemKind,
};

/**  What is wrong with a value. */
export type ProblemKind =
/**  Needed and empty. */
{ kind: "missing" } |
/**  Not of the type wanted. */
{ kind: "wrongType";
/**  The type, as the document says it. */
wanted: string } |
/**  None of the values allowed. */
{ kind: "notOneOf";
/**  The first of them. */
allowed: string[] } |
/**  May not be set by hand. */
{ kind: "reserved" } |
/**  Has characters that may not stand there. */
{ kind: "characters" } |
/**  Has a slash, backslash or NUL, to which the person has to agree. */
{ kind: "separators" } |
/**  Would change the address's shape. */
{ kind: "escapes" } |
/**  Not an address. */
{ kind: "notAnAddress" } |
/**  Only https is used. */
{ kind: "notHttps" } |
/**  Has a user name or password inside. */
{ kind: "credentialsInside" } |
/**  Not a certificate. */
{ kind: "notACertificate" } |
/**  A file without a key. */
{ kind: "noKey" } |
/**  A certificate and a key that do not belong together. */
{ kind: "otherKey" } |
/**  The address of a proxy or script that is not spoken. */
{ kind: "otherScheme" } |
/**  Shorter than it may be. */
{ kind: "tooShort";
/**  The fewest characters. */
least: number } |
/**  Not JSON. */
{ kind: "notJson";
/**  Line, from 1. */
line: number } |
/**  Not as the document's schema says. */
{ kind: "againstSchema";
/**  The schema's word for the rule. */
rule: string;
/**  What the rule asks for. */
expected: string } |
/**  Taken by another. */
{ kind: "taken" };

/**  What a proxy did instead of letting a call through. */
export type ProxyCause =
/**  It did not answer. */
{ kind: "unreachable" } |
/**  It asks to sign in, and there is no password. */
{ kind: "signInRequired";
/**  The schemes it offered. */
schemes: string[] } |
/**  It refused the sign-in. */
{ kind: "signInRefused";
/**  The schemes it offered. */
schemes: string[] } |
/**  It asks to sign in by a scheme that is not spoken here. */
{ kind: "schemeNotSpoken";
/**  The schemes it offered. */
schemes: string[] } |
/**  It lets no call through to this host. */
{ kind: "refused";
/**  Its HTTP status. */
status: number } |
/**  It closed the connection. */
{ kind: "brokeOff" } |
/**  It is no proxy, or one of a kind that is not spoken here. */
{ kind: "otherKind" } |
/**  The host is an IPv6 address in numbers, which does not go through a proxy. */
{ kind: "numericHost" } |
/**  The script that names the proxy cannot be used. */
{ kind: "script";
/**  Why not. */
why: ScriptCause };

/**
 *  Which way a tenant's calls take. The password of a proxy is a secret of the form, held under
 *  the field `proxy-password`.
 */
export type ProxyInput = {
	/**  Which way. */
	kind: ProxyKind,
	/**  Where the proxy is, or the script; empty otherwise. */
	address: string,
	/**  Who signs in at the proxy; empty for nobody. */
	user: string,
};

/**  Which way calls take. */
export type ProxyKind =
/**  Straight to the tenant. */
"none" |
/**  As the system says. */
"system" |
/**  Through the proxy at the address. */
"manual" |
/**  Through the proxy that the script at the address names. */
"script";

/**  What of a sign-in was refused. */
export type RefusedWhy =
/**  What was given. */
"wrong" |
/**  What was given and was taken before: it was changed at the vendor. */
"noLongerValid" |
/**  The account: disabled, suspended or locked out. */
"accountOff" |
/**  The network it was tried from. */
"network";

/**  What helps when the keychain cannot be used. */
export type Remedy =
/**  Unlock it. */
"unlock" |
/**  There is none on this system: install or start one. */
"install" |
/**  The system refused: allow it. */
"allow" |
/**  It does not answer: try again. */
"wait" |
/**  The key of the vault is gone from it. */
"keyMissing" |
/**  The vault's file cannot be used. */
"damaged";

/**  Who said which way a call takes. */
export type SaidBy =
/**  The tenant's settings. */
"settings" |
/**  The operating system. */
"system" |
/**  A script. */
"script" |
/**  The last answer of a script that gives none at the moment. */
"oldScript" |
/**  Nobody: it is this machine itself. */
"loopback";

/**  What of an answer to write into a file. */
export type SaveWhat =
/**  The body as it is shown. */
{ kind: "body" } |
/**  One of its tables, as comma-separated values (RFC 4180). */
{ kind: "table";
/**  Which list. */
pointer: string };

/**  One node of a schema; its fields are asked for by pointer. */
export type SchemaNode = {
	/**  The field's name; empty for the whole, `[]` for an item, `one of 2` for an alternative. */
	name: string,
	/**  Where it stands in the document. */
	pointer: string,
	/**  Its type in words: `string`, `array of User`, `one of 3`. */
	typeWords: string,
	/**  `date-time`, `int64`. */
	format: string | null,
	/**  Whether it must be there. */
	required: boolean,
	/**  Only in answers. */
	readOnly: boolean,
	/**  Only in requests. */
	writeOnly: boolean,
	/**  May be null. */
	nullable: boolean,
	/**  Bounds in words: `1–64`, `≥ 0`, `matches ^a`. */
	rule: string | null,
	/**  The values allowed. */
	allowed: string[],
	/**  What it is when left out. */
	default: string | null,
	/**  In the document's words. */
	description: Block[],
	/**  Whether there is something below it. */
	opens: boolean,
	/**  Whether it leads back to something above it. */
	cycle: boolean,
	/**  Whether the document advises against it. */
	deprecated: boolean,
};

/**  What a schema has against a value. */
export type SchemaProblemView = {
	/**  Where in the value, a JSON pointer; empty for the whole. */
	pointer: string,
	/**  The schema's word for the rule: `required`, `maxLength`. */
	rule: string,
	/**  What the rule asks for. */
	expected: string,
	/**  What is there, short; never a secret's value. */
	got: string,
};

/**  Why a proxy script gave no answer. */
export type ScriptCause =
/**  It could not be fetched. */
"unreachable" |
/**  It is larger than a script may be. */
"tooLarge" |
/**  It took longer than three seconds. */
"tooSlow" |
/**  It is no script, or failed while it ran. */
"broken" |
/**  Its answer names no way. */
"noWay";

/**  An operation that fits what was typed. */
export type SearchHit = {
	/**  It. */
	line: OperationLine,
	/**  Its group. */
	group: string,
	/**  Which parts of the name fit. */
	nameMarks: HitMark[],
	/**  Which parts of the path fit. */
	pathMarks: HitMark[],
	/**  The field, parameter or sentence that fits, when neither name nor path does. */
	elsewhere: string | null,
};

/**  What the secret window asks for. */
export type SecretPrompt = {
	/**  To be given back with the value. */
	prompt: string,
	/**  What for. */
	purpose: SecretPurpose,
	/**  What the person calls the tenant; may be empty. */
	tenantName: string,
};

/**  What the secret window asks for. */
export type SecretPurpose =
/**  A field of a way of signing in. */
{ kind: "field";
/**  As the vendor's own page calls it. */
label: string;
/**  Maker and product. */
product: string } |
/**  The password of a proxy's user. */
{ kind: "proxyPassword" } |
/**  The password of a file with a client certificate. */
{ kind: "certificatePassword";
/**  The file's name. */
file: string } |
/**  The vault's passphrase, to open it or to change it. */
{ kind: "passphrase" } |
/**  A passphrase that the vault shall have. */
{ kind: "newPassphrase";
/**  The fewest characters. */
least: number } |
/**  The new passphrase once more. */
{ kind: "newPassphraseAgain" } |
/**  The answer to what a sign-in asked. */
{ kind: "answer";
/**  The vendor's own sentence: foreign text. */
sentence: string | null;
/**  What is wanted. */
wants: AnswerKind;
/**  Whether it is hidden while it is typed. */
hidden: boolean };

/**  What a secret is for, as the window that takes it will say. */
export type SecretRequest = {
	/**  The vendor's id. */
	vendor: string,
	/**  The method's id. */
	method: string,
	/**  The field's id. */
	field: string,
	/**  What the person calls the tenant; may be empty. */
	tenantName: string,
};

/**  A secret on its way in. Cannot be written, only read from the wire. */
export type SecretText = string;

/**  What a request that was sent is doing. */
export type SendProgress =
/**  Fetching a token first. */
{ kind: "signingIn" } |
/**  On its way. */
{ kind: "sent" } |
/**  The vendor asked us to wait. */
{ kind: "waiting";
/**  How long. */
ms: number } |
/**  The token was renewed once and the request repeated. */
{ kind: "renewed" } |
/**  The answer is coming. */
{ kind: "receiving";
/**  Bytes so far, as text. */
bytes: string } |
/**  Following pages. */
{ kind: "following";
/**  Pages so far. */
pages: number;
/**  Rows so far. */
rows: number };

/**  Being signed in, or not. */
export type SessionView =
/**  Nobody is. */
{ kind: "signedOut" } |
/**  On the way. */
{ kind: "signingIn";
/**  Who is waited for. */
stage: SignInStage } |
/**  Signed in. */
{ kind: "active";
/**  Since when, RFC 3339. */
since: string;
/**  How long the token lives. */
life: TokenLife;
/**  When the vendor ended a token before its time and a new one was fetched, RFC 3339. */
renewedEarly: string | null } |
/**  A new token is being fetched while the old one still works. */
{ kind: "renewing" } |
/**  Over. */
{ kind: "lapsed";
/**  Why. */
why: Lapse };

/**  The person's settings. */
export type Settings = {
	/**  Light, dark, or as the system. */
	theme: Theme,
	/**  Whether the rail is narrow. */
	railNarrow?: boolean,
	/**  How often cards are refreshed; 0 is only by hand. */
	refreshSeconds?: number,
	/**  For how many days requests and answers are remembered; 0 is until the program closes. */
	historyDays?: number,
	/**  Whether the bodies of answers are remembered with them. */
	historyBodies?: boolean,
	/**  After how many minutes without a touch the vault is locked; 0 is never. */
	lockMinutes?: number,
	/**  The operations that are open in the explorer, as tabs. */
	explorerTabs?: OpenTab[],
};

/**  Why a sign-in led nowhere. */
export type SignInCause =
/**  What came back through the browser is not what was asked for. */
{ kind: "notOurs" } |
/**  The issuer names an address that is not its own. */
{ kind: "elsewhere";
/**  Where it is. */
origin: string } |
/**  Nobody answered in time. */
{ kind: "nobodyAnswered" } |
/**  Nothing on this machine could be listened on for the browser. */
{ kind: "noListener" };

/**  Who is waited for while somebody is signed in. */
export type SignInStage =
/**  The vendor. */
{ kind: "sending" } |
/**  The person, to answer a question: in the secret window, or by choosing. */
{ kind: "asked";
/**  The vendor's own sentence: foreign text. */
sentence: string | null;
/**  What is wanted. */
wants: AnswerKind;
/**  What can be chosen, when that is wanted. */
choices: ChoiceView[];
/**  Where the answer is found, to be opened in the browser. */
open: string | null } |
/**  The person, to sign in in the browser. */
{ kind: "opened";
/**  The address to be opened. */
address: string;
/**  A code to be entered or compared there. */
code: string | null;
/**  How long it can be used. */
lastsMs: number | null } |
/**  The person, to approve on another device. */
{ kind: "approving";
/**  The vendor's own sentence: foreign text. */
sentence: string | null };

/**  Where a parameter stands. */
export type SlotPlace =
/**  In the path. */
"path" |
/**  Behind the question mark. */
"query" |
/**  A header. */
"header" |
/**  A cookie. */
"cookie";

/**  The value of one parameter. */
export type SlotValue = {
	/**  Where it stands. */
	place: SlotPlace,
	/**  Its name. */
	name: string,
	/**  What was entered. */
	value: string,
};

/**  What a step found. */
export type StepFact =
/**  The address that will be used. */
{ kind: "address";
/**  It. */
address: string } |
/**  Which way the call took. */
{ kind: "way";
/**  The proxy; nothing when it went straight to the tenant. */
proxy: string | null;
/**  Who said so. */
saidBy: SaidBy } |
/**  The certificate that was shown. */
{ kind: "certificate";
/**  As a person reads it. */
certificate: CertificateView } |
/**  How far the clocks are apart. */
{ kind: "clock";
/**  By how much ours is ahead, in seconds. */
seconds: number } |
/**  The product's version. */
{ kind: "version";
/**  As the vendor says it. */
version: string } |
/**  The token that was given. */
{ kind: "token";
/**  How long it lives. */
life: TokenLife } |
/**  A number that was read. */
{ kind: "figure";
/**  Its label. */
label: string;
/**  It. */
value: number } |
/**  The document that was found. */
{ kind: "document";
/**  Its title. */
title: string;
/**  How many operations it has. */
operations: number };

/**  The steps of a test, in order. */
export type StepId =
/**  The address is one. */
"address" |
/**  Its name can be looked up. */
"name" |
/**  Something answers there, through the proxy where there is one. */
"connection" |
/**  Its certificate is trusted. */
"certificate" |
/**  Its clock and ours agree. */
"clock" |
/**  It is the right product. */
"product" |
/**  Signing in. */
"signIn" |
/**  A harmless read. */
"firstRead" |
/**  Its OpenAPI document. */
"document" |
/**  Signing out. */
"signOut";

/**  How far a step is. */
export type StepState =
/**  Its turn has not come. */
"waiting" |
/**  Now. */
"running" |
/**  As it should be. */
"passed" |
/**  Not as it should be; the test ends here. */
"failed" |
/**  Not needed, or not possible here. */
"skipped";

/**  A list that can be shown as a table. */
export type TableHead = {
	/**  Where it stands, a JSON pointer; empty for the whole body. */
	pointer: string,
	/**  How many rows. */
	rows: number,
	/**  The columns, as they come. */
	columns: string[],
};

/**  Which part of a table, in which order. */
export type TableRequest = {
	/**  Which list. */
	pointer: string,
	/**  By which column; the answer's own order when not said. */
	sort: TableSort | null,
	/**  The first row, from 0. */
	from: number,
	/**  How many rows at the most. */
	atMost: number,
};

/**  Some rows. */
export type TableSlice = {
	/**  The first row's number, from 0. */
	from: number,
	/**  Cells in the order of the head's columns; nothing where a row lacks the field. */
	rows: ((string | null)[])[],
};

/**  An order of rows. */
export type TableSort = {
	/**  The column's name. */
	column: string,
	/**  From the largest down. */
	descending: boolean,
};

/**  A tenant as its form shows it. */
export type TenantDetail = {
	/**  As lists show it. */
	line: TenantLine,
	/**  The way of signing in, by id. */
	method: string,
	/**  What was given for fields that are not secret. */
	fields: FieldValue[],
	/**  The secret fields whose value is in the vault. */
	held: string[],
	/**  Further addresses. */
	addresses: FieldValue[],
	/**  Who may have signed its certificate. */
	trust: TrustInput,
	/**  What is in the certificates the person gave for that. */
	anchors: CertificateView[],
	/**  Which way its calls take. */
	proxy: ProxyInput,
	/**  Who its calls say they are. */
	certificate: CertificateView | null,
};

/**  What the form of a tenant holds. */
export type TenantDraft = {
	/**  The tenant being edited; its stored secrets are used where none is held. */
	tenant: string | null,
	/**  The vendor's id. */
	vendor: string,
	/**  What the person calls it. */
	name: string,
	/**  The address, as pasted or as read. */
	address: string,
	/**  Further addresses. */
	addresses: FieldValue[],
	/**  The way of signing in. */
	method: string,
	/**  Values of fields that are not secret. */
	fields: FieldValue[],
	/**  Secrets that are held. */
	secrets: HeldField[],
	/**  Who may have signed its certificate. */
	trust: TrustInput,
	/**  Which way its calls take. */
	proxy: ProxyInput,
	/**  Whether the client certificate that is stored stays, where none is held. */
	keepCertificate: boolean,
	/**  Where it stands. */
	environment: Environment,
};

/**  A tenant as lists show it. */
export type TenantLine = {
	/**  Its id. */
	id: string,
	/**  What the person calls it. */
	name: string,
	/**  The vendor's id. */
	vendor: string,
	/**  Maker and product. */
	product: string,
	/**  Two letters and a hue. */
	mark: MarkView,
	/**  Where it stands. */
	environment: Environment,
	/**  Its address. */
	address: string,
	/**  The way of signing in, as the person sees it. */
	method: string,
	/**  Whether somebody is signed in. */
	session: SessionView,
	/**  Whether changes may leave for it. */
	lock: LockView,
	/**  How it does. */
	health: Health,
};

/**  How a test ended. */
export type TestReport = {
	/**  Whether every step passed that could. */
	passed: boolean,
	/**  The address that answered, when another than the first guess did. */
	address: string,
	/**  Every step as it ended: an item that was on its way may come after the report. */
	steps: TestStep[],
};

/**  One step of a test. */
export type TestStep = {
	/**  Which. */
	id: StepId,
	/**  How far it is. */
	state: StepState,
	/**  How long it took. */
	tookMs: number | null,
	/**  What was found. */
	fact: StepFact | null,
	/**  Why it did not pass. */
	failure: AppError | null,
};

/**  Which theme. */
export type Theme =
/**  As the system. */
"system" |
/**  Light. */
"light" |
/**  Dark. */
"dark" |
/**  High contrast, light. */
"contrastLight" |
/**  High contrast, dark. */
"contrastDark";

/**  Where the time went. What a kept connection saved is nothing. */
export type Timing = {
	/**  Finding the address of the name. */
	dnsMs: number | null,
	/**  Opening the connection. */
	connectMs: number | null,
	/**  Agreeing on encryption. */
	tlsMs: number | null,
	/**  Until the head of the answer came. */
	waitMs: number,
	/**  Until its end. */
	bodyMs: number,
	/**  Whether the token was renewed on the way. */
	renewed: boolean,
	/**  `HTTP/1.1`, `HTTP/2`. */
	protocol: string | null,
};

/**  How long a token lives. */
export type TokenLife =
/**  Until a moment the vendor named, by our clock. */
{ kind: "until";
/**  RFC 3339. */
at: string } |
/**  Until so many minutes pass without a call. */
{ kind: "idle";
/**  Minutes. */
minutes: number;
/**  When it ends if no call is made, RFC 3339; nothing before the first look. */
at: string | null } |
/**  The vendor does not say. Never shown as "never ends". */
{ kind: "notSaid" };

/**  A kind of state that can change. */
export type Topic =
/**  The list of vendors; never changes while the program runs. */
"vendors" |
/**  The tenants and what was entered for them. */
"tenants" |
/**  Who is signed in, and for how long. */
"sessions" |
/**  The numbers on the cards. */
"dashboard" |
/**  The documents that can be opened. */
"documents" |
/**  What was sent. */
"activity" |
/**  The person's settings. */
"settings" |
/**  The vault and the keychain behind it. */
"vault";

/**  What a value is. */
export type TreeKind = "object" | "array" | "string" | "number" | "boolean" | "null";

/**  One value in a body shown as a tree. */
export type TreeNode = {
	/**  Its name, or its number in a list. */
	name: string,
	/**  Where it stands, a JSON pointer. */
	pointer: string,
	/**  What it is. */
	kind: TreeKind,
	/**  Its value, short; of lists and objects, nothing. */
	text: string,
	/**  How many values are in it. */
	children: number,
};

/**  Who may have signed a tenant's certificate. */
export type TrustInput = {
	/**  Which list. */
	kind: TrustKind,
	/**  Certificates as PEM text; empty with the system's list. */
	pem: string,
};

/**  Which list of authorities. */
export type TrustKind =
/**  The system's. */
"system" |
/**  The system's and mine. */
"alsoMine" |
/**  Only mine. */
"onlyMine";

/**  Why an operation cannot be sent. */
export type Unavailable =
/**  The document belongs to no tenant. */
"noTenant" |
/**  The tenant is locked, and this is not a read. */
"locked";

/**  What a file is, instead of an OpenAPI document. */
export type UnreadableCause =
/**  Nothing in it. */
{ kind: "empty" } |
/**  A web page. */
{ kind: "html" } |
/**  A picture or another file that is no text. */
{ kind: "binary" } |
/**  Readable, but no OpenAPI document. */
{ kind: "notADocument" } |
/**  Not JSON and not YAML from a certain place on. */
{ kind: "syntax";
/**  The parser's words. */
message: string } |
/**  Beyond a limit. */
{ kind: "limit";
/**  Which one. */
limit: string };

/**  What opens a vault. */
export type VaultOpening =
/**  The key in the keychain. */
"keychain" |
/**  The key in the keychain and a passphrase, both. */
"passphrase";

/**  Where secrets are kept. */
export type VaultView =
/**  The keychain has not answered yet. */
{ kind: "opening" } |
/**  Sealed on disk, its key in the keychain. */
{ kind: "ready";
/**  The keychain's name. */
store: string;
/**  What will open it when it has been locked. */
opensWith: VaultOpening } |
/**  Sealed, and no key in memory: nobody is signed in. */
{ kind: "locked";
/**  What opens it. */
opensWith: VaultOpening } |
/**  In memory, until the program closes. */
{ kind: "sessionOnly";
/**  What would help. */
remedy: Remedy } |
/**  Nowhere: a person has to decide. */
{ kind: "unavailable";
/**  What helps. */
remedy: Remedy };

/**  A kind of system: a name, a mark, and which sign-in forms to draw. */
export type VendorView = {
	/**  Its id. */
	id: string,
	/**  Who makes it. */
	maker: string,
	/**  What it is called beside the maker. */
	product: string,
	/**  Two letters and a hue. */
	mark: MarkView,
	/**  What the address field asks for. */
	ask: string,
	/**  The ways of signing in, the usual one first. */
	methods: MethodView[],
};

/**  Which way a call took. */
export type ViaView = {
	/**  The proxy; nothing when it went straight to the tenant. */
	proxy: string | null,
	/**  Who said so. */
	saidBy: SaidBy,
};

/**  Who can put a failure right. */
export type Who =
/**  The person in front of the program. */
"you" |
/**  Whoever administers the tenant. */
"administrator" |
/**  Whoever looks after network, proxy and certificates. */
"network" |
/**  The vendor, or whoever runs the server for them. */
"vendor";

/**  A part of a long list. */
export type Window = {
	/**  The first, from 0. */
	from: number,
	/**  How many at the most. */
	atMost: number,
};
