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
  /** What the administrators of this machine fix, and by which file. */
  policyGet: { args: {  }; answer: PolicyView; item: never }
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
  /** Opens a tenant for changes, for some minutes. */
  tenantOpen: { args: { request: OpenRequest }; answer: null; item: never }
  /** Locks a tenant again. */
  tenantLock: { args: { tenant: string }; answer: null; item: never }
  /** The person looks at this tenant now: every other one is locked again. */
  tenantShown: { args: { tenant: string | null }; answer: null; item: never }
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
  /** Shows a secret of an answer in the secret window, for a short while. */
  secretReveal: { args: { request: RevealRequest }; answer: null; item: never }
  /** Puts a secret of an answer on the clipboard, in the core, for a short while. */
  secretCopy: { args: { request: RevealRequest }; answer: null; item: never }
  /** The ticket that is set, and what tickets look like here. */
  ticketGet: { args: {  }; answer: TicketView; item: never }
  /** Sets the ticket everything is done for from now on; nothing takes it away. */
  ticketSet: { args: { ticket: string | null }; answer: null; item: never }
  /** What was done as plain text for a ticket. */
  ticketText: { args: { source: TicketSource }; answer: TicketText; item: never }
  /** Puts that text on the clipboard. */
  ticketCopy: { args: { source: TicketSource }; answer: null; item: never }
  /** What was done, newest first. */
  auditList: { args: { filter: AuditFilter; window: Window }; answer: AuditPage; item: never }
  /** One entry of it. */
  auditGet: { args: { number: number }; answer: AuditEntryView; item: never }
  /** Looks whether every entry is as it was written. */
  auditVerify: { args: {  }; answer: AuditVerdict; item: never }
  /** Writes what was done into a file the person chooses; answers the file's name. */
  auditExport: { args: { filter: AuditFilter; format: AuditFormat }; answer: string | null; item: never }
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
  /** What waits for a person, across all tenants. Asks nothing of the network. */
  dashboardWaiting: { args: {  }; answer: WaitingView; item: never }
  /** Looks for a person or a computer at every tenant at once. */
  lookUp: { args: { words: string; what: Sought; ticket: string }; answer: LookUpView; item: LookUpProgress }
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
  /** Lets the person choose a sheet for a task; nothing when they chose none. */
  bulkChoose: { args: { tenant: string; task: string }; answer: BulkSheet | null; item: never }
  /** Takes rows of a table as a sheet for a task. */
  bulkTake: { args: { tenant: string; task: string; table: BulkTable }; answer: BulkSheet; item: never }
  /** Holds every row to the task and to what is there. Changes nothing. */
  bulkCheck: { args: { sheet: string; mapping: ColumnFor[]; ticket: string }; answer: BulkPlan; item: BulkProgress }
  /** Some rows of a plan or a run. */
  bulkRows: { args: { of: string; window: Window }; answer: BulkRow[]; item: never }
  /** Does what was planned, row by row, until it ends or stops. */
  bulkStart: { args: { plan: string; rules: BulkRules; ticket: string }; answer: BulkView; item: BulkProgress }
  /** Goes on with a run that stopped; with what failed as well, where that is wanted. */
  bulkGoOn: { args: { run: string; failed: boolean; ticket: string }; answer: BulkView; item: BulkProgress }
  /** Stops a run before its next row. */
  bulkPause: { args: { run: string }; answer: null; item: never }
  /** The runs that were begun, newest first. */
  bulkList: { args: {  }; answer: BulkView[]; item: never }
  /** Writes what came of a run into a file the person chooses; answers the file's name. */
  bulkSave: { args: { run: string }; answer: string | null; item: never }
  /** Forgets a run. */
  bulkForget: { args: { run: string }; answer: null; item: never }
  /** Looks at a tenant's API clients and roles. */
  setupLook: { args: { tenant: string; ticket: string }; answer: SetupSeen; item: never }
  /** What would be done so that everything that is wished is there. Changes nothing. */
  setupPlan: { args: { tenant: string; wish: SetupWish; ticket: string }; answer: SetupPlan; item: never }
  /** Carries a plan out until it ends, stops, or a person has something to do in the console. */
  setupStart: { args: { plan: string; ticket: string }; answer: SetupView; item: SetupProgress }
  /** A person has done what they had to do in the console, and brought what it showed. */
  setupDone: { args: { run: string; brought: SetupBrought[]; ticket: string }; answer: SetupView; item: SetupProgress }
  /** Goes on with a plan that stopped or was interrupted. */
  setupGoOn: { args: { run: string; ticket: string }; answer: SetupView; item: SetupProgress }
  /** Undoes what was made of a plan, as far as it can be undone. */
  setupUndo: { args: { run: string; ticket: string }; answer: SetupView; item: SetupProgress }
  /** The plans that were begun, newest first. */
  setupList: { args: {  }; answer: SetupView[]; item: never }
  /** Forgets a plan that was begun. What it made stays. */
  setupForget: { args: { run: string }; answer: null; item: never }
  /** Stops the work that was given this ticket. */
  workCancel: { args: { ticket: string }; answer: null; item: never }
  /** What help-desk staff do most: at one tenant, or at every kind of tenant there is. */
  tasksList: { args: { tenant: string | null }; answer: TaskLine[]; item: never }
  /** One task as its form shows it. */
  taskGet: { args: { tenant: string; task: string }; answer: TaskView; item: never }
  /** What a field offers for what was typed. Asks the tenant. */
  taskPick: { args: { tenant: string; task: string; field: string; typed: string; inputs: TaskInput[] }; answer: TaskChoice[]; item: never }
  /** Takes a field's secret in the window for that. The value never comes here. */
  taskSecret: { args: { tenant: string; task: string; field: string }; answer: HeldSecret; item: never }
  /** Reads what a task has to know, and says what it would change; a task that only reads is done then. */
  taskPreview: { args: { tenant: string; task: string; inputs: TaskInput[]; ticket: string }; answer: TaskRun; item: TaskProgress }
  /** Makes the changes that were proposed, to the letter, and looks whether they happened. */
  taskRun: { args: { run: string; ticket: string }; answer: TaskRun; item: TaskProgress }
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
  policyGet: 'policy_get',
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
  tenantOpen: 'tenant_open',
  tenantLock: 'tenant_lock',
  tenantShown: 'tenant_shown',
  demoAdd: 'demo_add',
  secretRequest: 'secret_request',
  secretPaste: 'secret_paste',
  certificateChoose: 'certificate_choose',
  secretForget: 'secret_forget',
  secretReveal: 'secret_reveal',
  secretCopy: 'secret_copy',
  ticketGet: 'ticket_get',
  ticketSet: 'ticket_set',
  ticketText: 'ticket_text',
  ticketCopy: 'ticket_copy',
  auditList: 'audit_list',
  auditGet: 'audit_get',
  auditVerify: 'audit_verify',
  auditExport: 'audit_export',
  sessionBegin: 'session_begin',
  sessionAnswer: 'session_answer',
  sessionChoose: 'session_choose',
  sessionOpen: 'session_open',
  sessionCancel: 'session_cancel',
  sessionEnd: 'session_end',
  dashboardCard: 'dashboard_card',
  dashboardRefresh: 'dashboard_refresh',
  dashboardWaiting: 'dashboard_waiting',
  lookUp: 'look_up',
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
  bulkChoose: 'bulk_choose',
  bulkTake: 'bulk_take',
  bulkCheck: 'bulk_check',
  bulkRows: 'bulk_rows',
  bulkStart: 'bulk_start',
  bulkGoOn: 'bulk_go_on',
  bulkPause: 'bulk_pause',
  bulkList: 'bulk_list',
  bulkSave: 'bulk_save',
  bulkForget: 'bulk_forget',
  setupLook: 'setup_look',
  setupPlan: 'setup_plan',
  setupStart: 'setup_start',
  setupDone: 'setup_done',
  setupGoOn: 'setup_go_on',
  setupUndo: 'setup_undo',
  setupList: 'setup_list',
  setupForget: 'setup_forget',
  workCancel: 'work_cancel',
  tasksList: 'tasks_list',
  taskGet: 'task_get',
  taskPick: 'task_pick',
  taskSecret: 'task_secret',
  taskPreview: 'task_preview',
  taskRun: 'task_run',
} as const

/** The topics a command reads. */
export const reads = {
  appStatus: ['vault', 'settings'],
  settingsGet: ['settings'],
  policyGet: ['settings'],
  vendorsList: ['vendors'],
  tenantsList: ['tenants', 'sessions', 'dashboard'],
  tenantGet: ['tenants'],
  tenantUnderstand: ['vendors'],
  ticketGet: ['ticket', 'settings'],
  ticketText: ['activity', 'audit'],
  auditList: ['audit'],
  auditGet: ['audit'],
  dashboardCard: ['tenants', 'sessions', 'dashboard'],
  dashboardWaiting: ['tenants', 'sessions', 'dashboard'],
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
  bulkRows: ['activity'],
  bulkList: ['tenants', 'activity'],
  setupList: ['tenants', 'activity'],
  tasksList: ['vendors', 'tenants'],
  taskGet: ['vendors', 'tenants'],
} as const

/** The topics a command changes. */
export const changes = {
  vaultRetry: ['vault'],
  vaultSessionOnly: ['vault'],
  vaultSetAside: ['vault'],
  vaultLock: ['vault', 'sessions', 'dashboard', 'tenants', 'audit'],
  vaultUnlock: ['vault', 'sessions', 'dashboard'],
  vaultSetPassphrase: ['vault'],
  vaultRemovePassphrase: ['vault'],
  vaultChangeKey: ['vault'],
  settingsSet: ['settings', 'ticket', 'audit'],
  tenantAdd: ['tenants', 'dashboard'],
  tenantEdit: ['tenants', 'sessions', 'dashboard'],
  tenantRemove: ['tenants', 'sessions', 'dashboard'],
  tenantsArrange: ['tenants'],
  tenantOpen: ['tenants', 'ticket', 'audit'],
  tenantLock: ['tenants', 'audit'],
  demoAdd: ['tenants', 'sessions', 'dashboard'],
  secretReveal: ['audit'],
  secretCopy: ['audit'],
  ticketSet: ['ticket'],
  sessionBegin: ['sessions', 'dashboard', 'audit'],
  sessionAnswer: ['sessions', 'dashboard', 'audit'],
  sessionChoose: ['sessions', 'dashboard', 'audit'],
  sessionCancel: ['sessions'],
  sessionEnd: ['sessions', 'dashboard', 'audit'],
  dashboardRefresh: ['sessions', 'dashboard'],
  lookUp: ['sessions'],
  explorerFetch: ['documents'],
  explorerPick: ['documents'],
  explorerClose: ['documents'],
  explorerAccept: ['documents'],
  draftSend: ['sessions', 'activity', 'audit'],
  draftFollow: ['sessions', 'activity', 'audit'],
  historyClear: ['activity'],
  bulkCheck: ['sessions', 'activity'],
  bulkStart: ['sessions', 'activity', 'dashboard'],
  bulkGoOn: ['sessions', 'activity', 'dashboard'],
  bulkPause: ['activity'],
  bulkForget: ['activity'],
  setupLook: ['sessions', 'activity'],
  setupPlan: ['sessions', 'activity'],
  setupStart: ['tenants', 'sessions', 'activity', 'dashboard'],
  setupDone: ['tenants', 'sessions', 'activity', 'dashboard'],
  setupGoOn: ['tenants', 'sessions', 'activity', 'dashboard'],
  setupUndo: ['tenants', 'sessions', 'activity', 'dashboard'],
  setupForget: ['activity'],
  taskPick: ['sessions'],
  taskPreview: ['sessions', 'activity'],
  taskRun: ['sessions', 'activity', 'dashboard'],
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

/**  What was done to an audit. */
export type Alteration =
/**  The entry says something else than was written. */
"changed" |
/**  Entries were taken out before it. */
"missing" |
/**  Entries stand in another order. */
"moved" |
/**  Entries are gone from the end. */
"cutOff" |
/**  It is no entry at all. */
"notAnEntry" |
/**  It was written by somebody who does not have the key. */
"forged";

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
/**  The person refused it in the confirm window, or closed that. */
{ kind: "refused" } |
/**  The administrators of this machine forbid it. */
{ kind: "forbiddenByPolicy";
/**  Which rule. */
rule: PolicyRule;
/**  The file that says so. */
file: string } |
/**  A ticket has to be set first. */
{ kind: "ticketRequired";
/**  How tickets look, said to people; empty when nobody said. */
hint: string } |
/**  What is done could not be written down, so nothing may be changed in production. */
{ kind: "auditUnavailable";
/**  The file's name. */
file: string } |
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
/**  A file holds no rows that can be read. */
{ kind: "notASheet";
/**  Its name. */
name: string;
/**  What it is, or where it ends being readable. */
why: NotASheetCause } |
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

/**  One entry, whole. */
export type AuditEntryView = {
	/**  As lists show it. */
	line: AuditLine,
	/**  SHA-256 of the request, or of all requests of a proposal, in hex. */
	seal: string | null,
	/**  What the entry before ends with, in hex. */
	previous: string,
	/**  What this one ends with, in hex. */
	mac: string,
	/**
	 *  Whether the key of the vault stands behind it. Entries written without the vault are
	 *  chained only.
	 */
	sealed: boolean,
	/**  The other entry of a change: intended and done point at each other. */
	other: number | null,
};

/**  Which entries. */
export type AuditFilter = {
	/**  Words in anything an entry says; all of them must be there. */
	words: string,
	/**  One tenant's only. */
	tenant: string | null,
	/**  Of one of these kinds only; every kind when empty. */
	kinds: AuditKind[],
	/**  For one ticket only. */
	ticket: string | null,
	/**  Not before, RFC 3339. */
	since: string | null,
	/**  Not after, RFC 3339. */
	until: string | null,
};

/**  How an export is written. */
export type AuditFormat =
/**  Comma-separated values (RFC 4180), formulas made harmless. */
"csv" |
/**  JSON lines, as they are kept, with what proves them. */
"json";

/**  What was found in the audit. */
export type AuditFound =
/**  Every entry is as it was written. */
{ kind: "whole" } |
/**
 *  Every entry is as it was written, and the last were not sealed yet: the program ended
 *  early. They are sealed now.
 */
{ kind: "newerThanSeal";
/**  How many. */
entries: number } |
/**  The chain is whole as far as that can be told without the vault, which is not open. */
{ kind: "notSealed" } |
/**  Somebody altered it. */
{ kind: "altered";
/**  The first entry that is not as it was written. */
entry: number;
/**  What was done to it. */
what: Alteration } |
/**  It cannot be read. */
{ kind: "unreadable";
/**  The file's name. */
file: string };

/**  What kind of thing was done. */
export type AuditKind =
/**  Somebody signed in. */
"signedIn" |
/**  Somebody signed out. */
"signedOut" |
/**  A tenant was opened for changes. */
"opened" |
/**  It was locked again. */
"locked" |
/**  A proposal was approved in the confirm window. */
"approved" |
/**  A proposal was refused there, or went stale. */
"refused" |
/**  A request that changes something is about to leave. */
"changeIntended" |
/**  It was answered, or is known not to have been. */
"changeDone" |
/**  A secret a vendor returned was shown or copied. */
"disclosed" |
/**  A step of a set-up was done. */
"setUpStep" |
/**  A setting of weight was changed. */
"settings" |
/**  What administrators fix was read at the start. */
"policy";

/**  An entry as lists show it. */
export type AuditLine = {
	/**  Its number, from 1. */
	number: number,
	/**  When, RFC 3339, UTC. */
	at: string,
	/**  What was done. */
	kind: AuditKind,
	/**  The user of the system, and the machine. */
	who: string,
	/**  The tenant's id, when it was about one. */
	tenant: string | null,
	/**  What the person called it then. */
	tenantName: string | null,
	/**  Where it stood. */
	environment: Environment | null,
	/**  What it was done to. */
	target: string | null,
	/**  The operation: `DELETE /path/{id}`. */
	operation: string | null,
	/**  What it did. */
	effect: Effect | null,
	/**  How it ended. */
	result: AuditResult | null,
	/**  For which ticket. */
	ticket: string | null,
	/**  Why. */
	reason: string | null,
};

/**  Some entries, newest first. */
export type AuditPage = {
	/**  How many fit the filter. */
	total: number,
	/**  Some of them. */
	lines: AuditLine[],
};

/**  How something ended. */
export type AuditResult =
/**  As wanted, with nothing more to say. */
{ kind: "done" } |
/**  The vendor answered. */
{ kind: "answered";
/**  The HTTP status. */
status: number } |
/**  It did not come about. */
{ kind: "failed";
/**  Why, in a word: `refused`, `unreachable`. */
why: string } |
/**  It left, and what became of it is not known. */
{ kind: "unknown";
/**  Why, in a word. */
why: string };

/**  What looking at every entry says. */
export type AuditVerdict = {
	/**  How many entries were looked at. */
	entries: number,
	/**  How many of them are chained only, because there was no vault. */
	unsealed: number,
	/**  How many changes have no end written: what became of them is not known. */
	unfinished: number,
	/**  How long it took. */
	tookMs: number,
	/**  What was found. */
	found: AuditFound,
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

/**  A value of a row. */
export type BulkCell = {
	/**  The field. */
	field: string,
	/**  What stands there. */
	text: string,
};

/**  A column. */
export type BulkColumn = {
	/**  Its name. */
	name: string,
	/**  Its first cells. */
	sample: string[],
};

/**  What is wrong with a row. */
export type BulkFault =
/**  As in a form. */
{ kind: "value";
/**  What. */
problem: ProblemKind } |
/**  The same as an earlier row. */
{ kind: "twice";
/**  That one's line, from 1. */
line: number } |
/**  Nothing of that name is there. */
{ kind: "notThere" } |
/**  Several things of that name are there. */
{ kind: "several" } |
/**  A later step depends on an earlier one's answer: it is to be done by itself. */
{ kind: "oneByOne" };

/**  What a person should know of how a sheet was read. */
export type BulkNote =
/**  Rows with fewer cells than the head; the rest is empty. */
{ kind: "short";
/**  How many. */
rows: number;
/**  The first line, from 1. */
line: number } |
/**  Rows with more cells than the head; they were left out. */
{ kind: "long";
/**  How many. */
rows: number;
/**  The first line, from 1. */
line: number } |
/**  Cells with a formula, taken as text. */
{ kind: "formula";
/**  How many. */
cells: number;
/**  The first line, from 1. */
line: number;
/**  The column of that. */
column: string } |
/**  A column had the name of another. */
{ kind: "sameName";
/**  The name it has now. */
column: string };

/**  What would be done. */
export type BulkPlan = {
	/**  Its id. */
	plan: string,
	/**  At whom. */
	tenant: string,
	/**  The task. */
	task: string,
	/**  What it is called. */
	title: string,
	/**  The gravest of what would leave. */
	effect: Effect,
	/**  Rows that can be done. */
	ready: number,
	/**  Rows where nothing has to be done. */
	nothing: number,
	/**  Rows that cannot be done as they are. */
	wrong: number,
};

/**  One thing that is wrong with a row. */
export type BulkProblem = {
	/**  The field; nothing when it is about the whole row. */
	field: string | null,
	/**  What. */
	problem: BulkFault,
};

/**  What happens. */
export type BulkProgress =
/**  So many rows were looked at. */
{ kind: "checked";
/**  How many. */
at: number;
/**  Of how many. */
of: number } |
/**  A row is over, or was begun. */
{ kind: "row";
/**  From 0. */
row: number;
/**  How all stand. */
totals: BulkTotals };

/**  One row of a plan or a run. */
export type BulkRow = {
	/**  From 0. */
	row: number,
	/**  Its line in the sheet, from 1; nothing when that is not known any more. */
	line: number | null,
	/**  Its values by field, as they stand in the sheet. */
	cells: BulkCell[],
	/**  How it stands. */
	state: BulkRowState,
};

/**  How a row stands. */
export type BulkRowState =
/**  It can be done. */
{ kind: "ready";
/**  What would happen. */
words: string;
/**  What becomes what. */
changes: TaskChange[] } |
/**  Nothing has to be done. */
{ kind: "nothing";
/**  Why. */
words: string } |
/**  It cannot be done as it is. */
{ kind: "wrong";
/**  Why, field by field. */
problems: BulkProblem[] } |
/**  The tenant did not let it be looked at. */
{ kind: "refused";
/**  Why. */
error: AppError } |
/**  Its turn has not come. */
{ kind: "waiting" } |
/**  It was begun, and nobody knows yet what came of it. */
{ kind: "begun" } |
/**  It was done. */
{ kind: "done";
/**  In words. */
words: string } |
/**  Nothing had to be done. */
{ kind: "skipped";
/**  Why. */
words: string } |
/**  It was refused. */
{ kind: "failed";
/**  Why. */
words: string } |
/**  It may have been done. */
{ kind: "unknown";
/**  Why nobody knows. */
words: string };

/**  When a run stops by itself. */
export type BulkRules = {
	/**  After so many rows, for a person to look; never when zero. */
	pilot: number,
	/**  After so many failures; never when zero. */
	failures: number,
};

/**  A sheet that was read, for a task. */
export type BulkSheet = {
	/**  Its id. */
	sheet: string,
	/**  The file's name. */
	name: string,
	/**  Its columns. */
	columns: BulkColumn[],
	/**  How many rows it has. */
	rows: number,
	/**  What stands between two cells. */
	separator: string,
	/**  How its letters are written: `UTF-8`. */
	encoding: string,
	/**  What a person should know of how it was read. */
	notes: BulkNote[],
	/**  What the task asks for. */
	asks: TaskAsk[],
	/**  Which column is which field, as far as that can be guessed. */
	mapping: ColumnFor[],
};

/**  Why a run waits for a person. */
export type BulkStop =
/**  They asked for it. */
"paused" |
/**  The first rows are done and can be looked at. */
"pilot" |
/**  Too many failed. */
"failures" |
/**  It was interrupted: the program ended, or the tenant was locked. */
"interrupted" |
/**  Every row is over. */
"ended";

/**  Rows of a table somebody selected. */
export type BulkTable = {
	/**  What it is called. */
	name: string,
	/**  The names of its columns. */
	head: string[],
	/**  Its rows. */
	rows: string[][],
};

/**  How many rows stand how. */
export type BulkTotals = {
	/**  All of them. */
	rows: number,
	/**  Whose turn has not come, or that are under way. */
	waiting: number,
	/**  That were done. */
	done: number,
	/**  Where nothing had to be done. */
	skipped: number,
	/**  That were refused. */
	failed: number,
	/**  Of which nobody knows. */
	unknown: number,
};

/**  A run. */
export type BulkView = {
	/**  Its id. */
	run: string,
	/**  At whom. */
	tenant: string,
	/**  The task. */
	task: string,
	/**  What it is called. */
	title: string,
	/**  The sheet's name. */
	sheet: string,
	/**  When it was begun, RFC 3339. */
	at: string,
	/**  How its rows stand. */
	totals: BulkTotals,
	/**  Why it waits for a person. */
	stopped: BulkStop | null,
	/**  Whether it is going on right now. */
	running: boolean,
	/**  Why it could not go on, when something went wrong that is not about one row. */
	problem: AppError | null,
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

/**  Where a field's value comes from. */
export type ColumnFor = {
	/**  The field of the task. */
	field: string,
	/**  The column, from 0. */
	column: number | null,
	/**  The same for every row, where there is no column. */
	value: string | null,
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

/**  What has to be typed before it can be approved. Spaces at the ends and case do not count. */
export type ConfirmAsk = {
	/**  The name of what is removed; nothing when that is not asked. */
	name: MarkedText | null,
	/**  The number of rows; nothing when that is not asked. */
	count: number | null,
};

/**  What was typed. */
export type ConfirmTyped = {
	/**  As the name. */
	name: string | null,
	/**  As the number of rows. */
	count: string | null,
};

/**  A value of an answer that stays in the core. */
export type DisclosedView = {
	/**  What asks for it. */
	handle: string,
	/**  Where it stands, a JSON pointer; empty when it is the whole body. */
	pointer: string,
	/**  The field's name; empty when it is the whole body. */
	name: string,
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
	/**  The ticket that was set. */
	ticket?: string | null,
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
	/**
	 *  Secrets of the answer that stay in the core, for a while: each can be shown in the window for
	 *  that.
	 */
	disclosed?: DisclosedView[],
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

/**  One thing that is known. */
export type Fact = {
	/**  One or two words. */
	label: string,
	/**  What. */
	value: FactValue,
	/**  Whether a person should look at it. */
	attention: boolean,
};

/**  What is known. */
export type FactValue =
/**  A text. */
{ kind: "text";
/**  In the vendor's words. */
text: string } |
/**  A moment. */
{ kind: "time";
/**  RFC 3339. */
at: string } |
/**  Some names. */
{ kind: "names";
/**  The first of them. */
names: string[];
/**  How many more. */
rest: number } |
/**  Asked, and there is nothing. */
{ kind: "nothing";
/**  How that is said. */
word: string } |
/**  Could not be asked. */
{ kind: "missing";
/**  Why. */
why: MissingWhy };

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
	/**  What the program has seen of it lately, oldest first; empty when that is less than two. */
	trend: TrendPoint[],
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

/**  What happened. */
export type HitEvent = {
	/**  When, RFC 3339. */
	at: string,
	/**  What. */
	title: string,
	/**  Where, to what, by whom. */
	note: string | null,
	/**  Whether it was refused or failed. */
	bad: boolean,
};

/**  A part of a text, in UTF-16 units, as the interface counts. */
export type HitMark = {
	/**  The first. */
	from: number,
	/**  Behind the last. */
	to: number,
};

/**  How something stands. */
export type HitState = {
	/**  One or two words. */
	word: string,
	/**  How that is. */
	tone: HitTone,
};

/**  How something is, for whoever helps. */
export type HitTone =
/**  As it should be. */
"good" |
/**  Neither. */
"plain" |
/**  To be looked at. */
"attention" |
/**  In the way. */
"bad";

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

/**  A value by which the same is found. */
export type KnownAs = {
	/**  What kind of value. */
	by: SameBy,
	/**  As a tenant writes it. */
	value: string,
	/**  How many tenants say so. */
	tenants: number,
};

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
until: string;
/**  Why it was opened. */
reason: string };

/**  One row that was found. */
export type LookUpHit = {
	/**  Unique within the look-up. */
	id: string,
	/**  What it is: `User`. */
	label: string,
	/**  What it is called. */
	name: string,
	/**  How it stands. */
	state: HitState | null,
	/**  What is known. */
	facts: Fact[],
	/**  What a person should see first. */
	standsOut: StandsOut[],
	/**  What happened lately, newest first. */
	events: HitEvent[],
	/**  Whether `facts` and `events` are still being asked for. */
	coming: boolean,
	/**  The operation it comes from, `GET /path`. */
	operation: string,
	/**  Tasks that can be begun from it. */
	tasks: TaskOffer[],
};

/**  What one tenant knows. */
export type LookUpPart = {
	/**  Its id. */
	tenant: string,
	/**  What came. */
	state: LookUpState,
	/**  How long it took so far. */
	tookMs: number,
};

/**  What is told while tenants answer. */
export type LookUpProgress =
/**  What one tenant knows now; replaces what was told of it before. */
{ kind: "part";
/**  Of which tenant, and what. */
part: LookUpPart } |
/**  Who was found, across all that has come so far; replaces what was told before. */
{ kind: "subjects";
/**  The most likely first. */
subjects: Subject[] };

/**  What came of asking one tenant. */
export type LookUpState =
/**  Nothing yet. */
{ kind: "asking" } |
/**  Something was found. */
{ kind: "found";
/**  The best first. */
hits: LookUpHit[];
/**  How many more there are. */
rest: number;
/**  Lists that could not be asked, and why. */
missing: MissingList[] } |
/**  Asked, and nothing was found. */
{ kind: "none";
/**  The lists that were asked, by what a row of them is. */
asked: string[];
/**  Lists that could not be asked, and why. */
missing: MissingList[] } |
/**  A right is missing for every list. */
{ kind: "notAllowed";
/**  Which, in the vendor's words; empty when unknown. */
needs: string[] } |
/**  Nothing of the kind can be looked up there. */
{ kind: "notSupported" } |
/**  It could not be asked. */
{ kind: "failed";
/**  Why. */
error: AppError };

/**  Everything that was found. */
export type LookUpView = {
	/**  What each tenant knows, in the order of the tenants. */
	parts: LookUpPart[],
	/**  Who was found, the most likely first. */
	subjects: Subject[],
};

/**  Two letters and a hue. */
export type MarkView = {
	/**  Two letters. */
	letters: string,
	/**  A token of the interface. */
	hue: Hue,
};

/**
 *  Text of foreign origin in runs, so that what nobody can see is seen. The runs that have a mark
 *  are to be shown as a mark; the others as they are.
 */
export type MarkedText = TextRun[];

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

/**  A list that could not be asked. */
export type MissingList = {
	/**  What a row of it is. */
	label: string,
	/**  Why. */
	why: MissingWhy,
};

/**  Why something could not be asked. */
export type MissingWhy =
/**  A right is missing. */
{ kind: "notAllowed";
/**  Which, in the vendor's words; empty when unknown. */
needs: string[] } |
/**  This version does not have it. */
{ kind: "notSupported" } |
/**  Anything else. */
{ kind: "failed";
/**  What. */
error: AppError };

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

/**  What a file is, instead of a sheet. */
export type NotASheetCause =
/**  Nothing in it. */
{ kind: "empty" } |
/**  A head and nothing below it. */
{ kind: "noRows" } |
/**  A workbook, which can be saved as CSV. */
{ kind: "workbook" } |
/**  A picture or another file that is no text. */
{ kind: "notText" } |
/**  Beyond a limit. */
{ kind: "tooMuch";
/**  Of what. */
what: string;
/**  The limit. */
limit: number } |
/**  A quote that is opened and never closed. */
{ kind: "quote";
/**  The line, from 1. */
line: number };

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
/**  The policy of this machine cannot be used: everything is read-only. */
{ kind: "policyWrong";
/**  Its file. */
file: string } |
/**  What is done cannot be written down: production cannot be changed. */
{ kind: "auditUnavailable";
/**  The file. */
file: string } |
/**  Somebody altered what was written down. */
{ kind: "auditAltered";
/**  The first entry that is not as it was written. */
entry: number } |
/**  The log cannot be written. Everything else works. */
{ kind: "noLog";
/**  The file. */
file: string } |
/**  The program ended early several times in a row, so nothing of what was open is open again. */
{ kind: "nothingRestored" };

/**  One input of a task. */
export type OfferedInput = {
	/**  Which. */
	field: string,
	/**  What it is filled with. */
	value: string,
};

/**  A version of a tenant's document that was seen before, where it was another. */
export type OlderVersion = {
	/**  The id under which the older one can be opened and compared. */
	document: string,
	/**  When it was read, RFC 3339. */
	readAt: string,
	/**  What changed since. */
	counts: ChangeCounts,
};

/**  Opens a tenant for changes, for a while. */
export type OpenRequest = {
	/**  Which tenant. */
	tenant: string,
	/**  For how long: 5, 10 or 30, and no longer than the policy allows. */
	minutes: number,
	/**  Why; of at least ten characters for production. */
	reason: string,
	/**  The ticket it is for; the one that is set when none is given. A given one is set. */
	ticket: string | null,
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

/**  A value that becomes another. */
export type PairView = {
	/**  Of what. */
	name: MarkedText,
	/**  What it is; nothing when it is not there. */
	before: MarkedText | null,
	/**  What it will be; nothing when it will be gone. */
	after: MarkedText | null,
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

/**  What a policy forbids. */
export type PolicyRule =
/**  Everything but reads. */
"readOnly" |
/**  Showing and copying secrets that vendors returned. */
"reveal" |
/**  A setting of this name. */
"setting" |
/**  A vault without a passphrase. */
"passphrase";

/**  Whether there is a policy. */
export type PolicyState =
/**  There is no such file. */
{ kind: "absent" } |
/**  It was read. */
{ kind: "applied" } |
/**  It is there and cannot be used: everything is read-only until it is put right. */
{ kind: "wrong";
/**  The reader's words. */
why: string;
/**  Line, from 1, where that is known. */
line: number | null };

/**  What is fixed, and by which file. A rule that says nothing leaves the choice to the person. */
export type PolicyView = {
	/**  The file that fixes it. */
	file: string,
	/**  Whether there is one, and whether it could be read. */
	state: PolicyState,
	/**  Nothing but reads may leave. */
	readOnly: boolean,
	/**  When a ticket must be set, at least. */
	tickets: TicketRequired | null,
	/**  What a ticket looks like. */
	ticketPattern: string | null,
	/**  No secret that a vendor returned is shown or copied. */
	forbidReveal: boolean,
	/**  Which proxy every tenant's calls take. */
	proxy: string | null,
	/**  Who may have signed a tenant's certificate, beside whom the tenant trusts. */
	anchors: CertificateView[],
	/**  The program looks for no updates. */
	updatesOff: boolean,
	/**  After how many minutes without a touch the vault is locked, at most. */
	idleMinutes: number | null,
	/**  For how many minutes a tenant is opened, at most. */
	openMinutes: number | null,
	/**  The vault has to have a passphrase. */
	passphraseRequired: boolean,
};

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
	/**  Fields the draft leaves empty and the ticket fills. */
	ticketFields?: TicketFieldView[],
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
{ kind: "taken" } |
/**  Not a regular expression that can be used. */
{ kind: "notAPattern" } |
/**  Not as tickets look here. */
{ kind: "notATicket";
/**  How they look, said to people; the pattern when nobody said. */
wanted: string } |
/**  Fixed by the administrators of this machine. */
{ kind: "fixedByPolicy";
/**  The file that says so. */
file: string } |
/**  Not what is asked to be typed. */
{ kind: "notTyped" };

/**  What the confirm window asks. */
export type ProposalView = {
	/**  Its id; to be given back. */
	proposal: string,
	/**  SHA-256 over everything that will leave, in hex; to be given back. */
	hash: string,
	/**  What the person calls the tenant. */
	tenant: MarkedText,
	/**  Maker and product. */
	product: string,
	/**  Where it stands. */
	environment: Environment,
	/**  Host and port. */
	host: MarkedText,
	/**  What it does, in words. */
	what: MarkedText,
	/**  The worst of what its requests do. */
	effect: Effect,
	/**  Whether it can be set back. */
	reversible: boolean,
	/**  How many requests will leave. */
	requests: number,
	/**  How many things they are about. */
	rows: number,
	/**  The first of the rows; more by `confirm_rows`. */
	first: RowView[],
	/**  What has to be typed. */
	ask: ConfirmAsk,
	/**  The ticket it is for. */
	ticket: MarkedText | null,
	/**  Why the tenant was opened. */
	reason: MarkedText,
	/**  Until when the tenant is open, RFC 3339. */
	openUntil: string,
};

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

/**  Asks for a value of an answer that stays in the core. */
export type RevealRequest = {
	/**  The exchange. */
	exchange: string,
	/**  The handle that came with it. */
	handle: string,
	/**  Why; it is written into the audit. */
	reason: string,
};

/**  A header of a request that will leave. */
export type RowHeader = {
	/**  Its name. */
	name: string,
	/**  Its value. */
	value: MarkedText,
};

/**  One request of a proposal, as it will leave. */
export type RowView = {
	/**  Its number, from 1. */
	number: number,
	/**  What it is about, by name; the last part of the path where no name is known. */
	target: MarkedText,
	/**  What it does. */
	effect: Effect,
	/**  In capitals. */
	method: string,
	/**  The whole address, secrets replaced. */
	address: MarkedText,
	/**  Its headers without the credential, secrets replaced. */
	headers: RowHeader[],
	/**  The first part of its body, secrets replaced. */
	body: MarkedText | null,
	/**  Whether the body goes on behind what is shown. */
	bodyCut: boolean,
	/**  How long the body is, in bytes. */
	bodyBytes: number,
	/**  What is known to become another. */
	changes: PairView[],
};

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

/**  What tells that two are the same. */
export type SameBy =
/**  An e-mail address. */
"email" |
/**  An account's name. */
"account" |
/**  A host's name. */
"host";

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
	/**  What the organisation calls its tickets' system; some vendors want it beside the ticket. */
	ticketSystem?: string,
	/**  What a ticket looks like, a regular expression for all of it; empty when anything goes. */
	ticketPattern?: string,
	/**  How that is said to people. */
	ticketHint?: string,
	/**  When a ticket must be set. */
	ticketRequired?: TicketRequired,
};

/**  Something the console shows, to be brought from there. */
export type SetupBrings = {
	/**  The field of the sign-in. */
	field: string,
	/**  What the form calls it. */
	label: string,
	/**  Whether it is taken by the core alone. */
	secret: boolean,
};

/**  What a person brought from the console. */
export type SetupBrought = {
	/**  The field of the sign-in. */
	field: string,
	/**  What the core calls it, when it is a secret. */
	held: string | null,
	/**  It, when it is none. */
	value: string | null,
};

/**  An API client and its roles. */
export type SetupClient = {
	/**  Its name. */
	name: string,
	/**  The names of its roles. */
	roles: string[],
	/**  What else it has. */
	further: SetupField[],
};

/**  A client that should be there. */
export type SetupClientWish = {
	/**  It. */
	client: SetupClient,
	/**  What is wished of its secret. */
	wanted: SetupSecret,
	/**  What becomes of its credentials. */
	then: SetupUse,
};

/**  What else a role or a client has, by the name the vendor's file gives it. */
export type SetupField = {
	/**  Its name: `context`, `access_group`. */
	name: string,
	/**  What it is, as JSON text. */
	json: string,
};

/**  What a person does in the vendor's console. */
export type SetupInstruction = {
	/**  Why the program does not do it. */
	because: string,
	/**  The page, as the menus lead to it. */
	page: string,
	/**  Its address, where it is known. */
	address: string | null,
	/**  What to press, in order. */
	press: string[],
	/**  What to fill in. */
	paste: SetupPaste[],
	/**  What the console shows now, to be brought from there. */
	brings: SetupBrings[],
	/**  Whether something shows that it was done. */
	proven: boolean,
};

/**  What kind of change a step makes. */
export type SetupKind = "turnOn" | "createRole" | "grantPermissions" | "setRole" | "createClient" | "assignRoles" | "setClient" | "takeSecret" | "replaceSecret";

/**  Something that was made, is to be undone, and could not be. */
export type SetupLeft = {
	/**  The place of the step, from 0. */
	step: number,
	/**  What a person does to undo it. */
	yours: SetupInstruction | null,
	/**  Why trying failed. */
	why: SetupWhy | null,
};

/**  A field of the console to fill in. */
export type SetupPaste = {
	/**  Its label. */
	label: string,
	/**  What goes into it. */
	text: string,
};

/**  What would be done. */
export type SetupPlan = {
	/**  Its id. */
	plan: string,
	/**  At whom. */
	tenant: string,
	/**  The steps. None when everything is as it should be. */
	steps: SetupStep[],
};

/**  What is being done. */
export type SetupProgress =
/**  The tenant is looked at. */
{ kind: "looking" } |
/**  A person is asked. */
{ kind: "asking";
/**  About what. */
says: string } |
/**  Something is changed. */
{ kind: "sending";
/**  What. */
says: string } |
/**  New credentials are tried. */
{ kind: "trying";
/**  Whose. */
client: string } |
/**  A step stands otherwise now. */
{ kind: "step";
/**  Its place, from 0. */
step: number;
/**  How. */
state: SetupStepState };

/**  A role and what it allows. */
export type SetupRole = {
	/**  Its name. */
	name: string,
	/**  What it allows, in the vendor's words. */
	permissions: string[],
	/**  What else it has. */
	further: SetupField[],
};

/**  What is wished of a client's secret. */
export type SetupSecret =
/**  Nothing. */
"nothing" |
/**  To be in the vault. */
"held" |
/**  To be in the vault, and another one than now. */
"renewed";

/**  What is there. */
export type SetupSeen = {
	/**  What is on. */
	switches: string[],
	/**  The roles. */
	roles: SetupSeenRole[],
	/**  The clients. */
	clients: SetupSeenClient[],
	/**  Whether a client's secret gets younger by a second client. */
	secondClient: boolean,
};

/**  A client that is there. */
export type SetupSeenClient = {
	/**  What the vendor calls it. */
	id: string,
	/**  It. */
	client: SetupClient,
	/**  Since when its secret is in the vault; nothing when it is not. */
	heldSince: string | null,
	/**  Whether this tenant signs in with it. */
	inUse: boolean,
};

/**  A role that is there. */
export type SetupSeenRole = {
	/**  What the vendor calls it. */
	id: string,
	/**  It. */
	role: SetupRole,
};

/**  How a plan stands. */
export type SetupState =
/**  A person has something to do in the console. */
{ kind: "yours";
/**  The place of the step, from 0. */
step: number;
/**  What. */
instruction: SetupInstruction;
/**  It was said to be done, and is not seen. */
again: boolean } |
/**  Everything is as it should be. */
{ kind: "done";
/**  The tenants that were added. */
tenants: string[] } |
/**  What was made is undone. */
{ kind: "undone" } |
/**  The tenant is not as it was; nothing was changed. */
{ kind: "stale" } |
/**  It stopped. */
{ kind: "stopped";
/**  The place of the step, from 0. */
step: number | null;
/**  Why. */
why: SetupWhy;
/**  What the vendor said, or what kept it from being asked. */
error: AppError | null } |
/**  The program ended in between. */
{ kind: "interrupted" };

/**  One step of a plan. */
export type SetupStep = {
	/**  What kind of change. */
	change: SetupKind,
	/**  What it is about, by name. */
	subject: string,
	/**  What is added, or set. */
	adds: string[],
	/**  How carefully to look. */
	weight: SetupWeight,
	/**  What a person does; nothing where the program does it. */
	yours: SetupInstruction | null,
	/**  Whether it can be undone. */
	reversible: boolean,
	/**  How it stands. */
	state: SetupStepState,
};

/**  How a step stands. */
export type SetupStepState =
/**  Nothing was done for it. */
"waiting" |
/**  It was begun, and nobody knows yet what came of it. */
"begun" |
/**  It is made. */
"made" |
/**  Somebody else made it. */
"notNeeded" |
/**  It was made, and is undone. */
"undone";

/**  What becomes of a client's credentials once they work. */
export type SetupUse =
/**  They stay in the vault. */
{ kind: "kept" } |
/**  A tenant of its own signs in with them. */
{ kind: "newTenant";
/**  What that is called. */
name: string } |
/**  This tenant signs in with them from then on. */
{ kind: "thisTenant" };

/**  A plan that was begun. */
export type SetupView = {
	/**  Its id. */
	run: string,
	/**  At whom. */
	tenant: string,
	/**  When. */
	at: string,
	/**  The steps, and how they stand. */
	steps: SetupStep[],
	/**  How it stands. */
	state: SetupState,
	/**  Whether it can be gone on with. */
	resumable: boolean,
	/**  Whether something can be undone. */
	undoable: boolean,
	/**  What could not be undone. */
	left: SetupLeft[],
	/**  Steps that nothing shows. */
	untested: number[],
};

/**  How carefully a person should look at a step. */
export type SetupWeight = "adds" | "widens" | "breaks";

/**  Why it stopped. */
export type SetupWhy = "refused" | "notSeen" | "declined" | "cannotCall" | "unproven" | "unknown" | "doesNotWork" | "secretLost" | "notKept" | "outOfTurn";

/**  What should be there. Whatever else is there stays. */
export type SetupWish = {
	/**  What has to be on. */
	switches: string[],
	/**  Roles that have to be there, with at least these permissions. */
	roles: SetupRole[],
	/**  Clients that have to be there, with at least these roles. */
	clients: SetupClientWish[],
};

/**  What the secret window shows, once. */
export type ShownSecret = {
	/**  To be given back when the window is closed early. */
	shown: string,
	/**  What it is: the field's name. */
	what: MarkedText,
	/**  What the person calls the tenant; may be empty. */
	tenantName: MarkedText,
	/**  The value. */
	value: ShownText,
	/**  For how long it is shown; the core closes the window then. */
	lastsMs: number,
};

/**
 *  A secret on its way to the eyes of a person. This is the one type that can be written and holds
 *  a secret; only `secret_shown` answers it, and only the secret window may ask for that.
 */
export type ShownText = string;

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

/**  What is looked for. */
export type Sought =
/**  A person or an account. */
"person" |
/**  A computer or another system. */
"computer";

/**  What a person should see first. */
export type StandsOut = {
	/**  The line. */
	title: string,
	/**  The line below it. */
	note: string | null,
	/**  The task that deals with it. */
	task: TaskOffer | null,
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

/**  One person or computer, at however many tenants. */
export type Subject = {
	/**  What it is called, as most tenants say. */
	name: string,
	/**  Its e-mail addresses, account names and host names. */
	knownAs: KnownAs[],
	/**  Which hits are the same, by tenant. */
	hits: SubjectHit[],
};

/**  A hit of a tenant. */
export type SubjectHit = {
	/**  Whose. */
	tenant: string,
	/**  Its id within the look-up. */
	hit: string,
};

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

/**  One thing that is asked. */
export type TaskAsk = {
	/**  Its id. */
	id: string,
	/**  What the form calls it. */
	label: string,
	/**  What to enter, when the label does not say. */
	about: string | null,
	/**  What kind of answer. */
	kind: TaskAskKind,
	/**  May be left empty. */
	optional: boolean,
	/**  Several may be picked. */
	many: boolean,
	/**  What a choice offers. */
	options: TaskOption[],
	/**  What stands there at first. */
	usual: string | null,
	/**  The least number, or letters. */
	least: number | null,
	/**  The largest number, or letters. */
	most: number | null,
};

/**  What kind of answer is asked for. */
export type TaskAskKind =
/**  One line. */
"text" |
/**  One of a few. */
"choice" |
/**  Yes or no; `true` or `false` as value. */
"toggle" |
/**  A whole number. */
"number" |
/**  A day, `2026-11-22`. */
"date" |
/**  Why, in a sentence; the vendor keeps it. */
"reason" |
/**  One of what `task_pick` finds; its id as value. */
"pick" |
/**  A secret, taken by `task_secret`. */
"secret";

/**  A request of a task, as it will leave. */
export type TaskCall = {
	/**  What it does, in words. */
	says: string,
	/**  The operation, `POST /path/{id}`. */
	operation: string,
	/**  The request. */
	request: PreviewView,
};

/**  One thing that becomes another. */
export type TaskChange = {
	/**  What it is. */
	what: string,
	/**  What is now. */
	before: string,
	/**  What will be. */
	after: string,
};

/**  One of what can be picked. */
export type TaskChoice = {
	/**  What is entered. */
	id: string,
	/**  Its name. */
	label: string,
	/**  A word about it. */
	note: string,
};

/**  What a person does in the console. */
export type TaskConsole = {
	/**  Why the program does not do it. */
	because: string,
	/**  The page, as the menus lead to it. */
	page: string,
	/**  Its address, where it is known. */
	address: string | null,
	/**  What to do there, in order. */
	steps: string[],
	/**  The words on the page that are looked for. */
	labels: string[],
	/**  What to say to the caller, in order. */
	say: string[],
};

/**  Something that was disclosed and stays in the core. */
export type TaskDisclosed = {
	/**  The call that disclosed it. */
	exchange: string,
	/**  What asks for it. */
	value: DisclosedView,
};

/**  One fact. */
export type TaskFact = {
	/**  What it is. */
	label: string,
	/**  What is known of it. */
	value: string,
};

/**  What a task is about. */
export type TaskGroup = "people" | "computers" | "requests" | "sessions" | "accounts" | "policies" | "reports";

/**  What was entered into one field; one of the three. */
export type TaskInput = {
	/**  The field's id. */
	field: string,
	/**  A text, a number, a day, `true` or `false`, the value of a choice, the id of a pick. */
	value: string | null,
	/**  The ids of several picks. */
	several: string[],
	/**  A secret that the core holds. */
	held: string | null,
};

/**  A change that needs the answer of an earlier one. */
export type TaskLater = {
	/**  What it does, in words. */
	says: string,
	/**  The operation; answers fill its holes. */
	operation: string,
};

/**  A task in a list. */
export type TaskLine = {
	/**  Its vendor's id. */
	vendor: string,
	/**  Unique within the vendor. */
	id: string,
	/**  What is done. */
	title: string,
	/**  What it is for, in two or three sentences. */
	about: string,
	/**  Where it stands. */
	group: TaskGroup,
	/**  Further words it is found by. */
	words: string[],
	/**  The gravest of what it does. */
	effect: Effect,
	/**  Whether a person does it in the vendor's console. */
	console: boolean,
};

/**  A task, and what it is begun with. */
export type TaskOffer = {
	/**  The vendor's task. */
	task: string,
	/**  Its inputs, as far as they are known. */
	inputs: OfferedInput[],
};

/**  An operation a task makes use of. */
export type TaskOperation = {
	/**  `GET /path/{id}`. */
	operation: string,
	/**  What it does. */
	effect: Effect,
	/**  The rights it needs, in the vendor's words. */
	needs: string[],
};

/**  One of a few answers. */
export type TaskOption = {
	/**  What is sent. */
	value: string,
	/**  What is shown. */
	label: string,
};

/**  What a task is doing. */
export type TaskProgress =
/**  It reads. */
{ kind: "looking";
/**  What for. */
says: string } |
/**  It changes something. */
{ kind: "sending";
/**  What. */
says: string;
/**  Which, from 1. */
at: number;
/**  Of how many. */
of: number } |
/**  The vendor works in the background; it looks again soon. */
{ kind: "waiting";
/**  For so long. */
ms: number };

/**  Whether it was seen to have happened. */
export type TaskProof =
/**  Nothing was changed. */
"notNeeded" |
/**  It was looked for, and seen. */
"seen" |
/**  It was looked for, and does not show (yet). */
"notSeen" |
/**  The vendor offers nothing to look at; the words say so. */
"notPossible";

/**  Where a task that is being done stands. */
export type TaskRun = {
	/**  Its id, while it waits for a yes; used up by `task_run`. */
	run: string | null,
	/**  Where it stands. */
	state: TaskState,
	/**  The calls made so far, by their ids in the history. */
	exchanges: string[],
	/**  What was disclosed and stays in the core; `secret_reveal` shows it. */
	disclosed: TaskDisclosed[],
};

/**  Where a task that is being done stands. */
export type TaskState =
/**  Everything that has to be read was read; this is what would change. */
{ kind: "proposed";
/**  What will happen, as a sentence. */
words: string;
/**  What is now, and what will be. */
changes: TaskChange[];
/**  What to think of first. */
warnings: string[];
/**  The requests, in order, as they will leave; secrets are marks. */
calls: TaskCall[];
/**  What needs an answer of these first, and will be proposed by itself. */
later: TaskLater[];
/**  The gravest of what the requests do. */
effect: Effect } |
/**  It is done. */
{ kind: "done";
/**  What happened, or was found. */
words: string;
/**  Single facts. */
facts: TaskFact[];
/**  Rows. */
table: TaskTable | null;
/**  Whether it was seen to have happened. */
proof: TaskProof;
/**  What undoes it. */
undo: TaskUndo | null } |
/**  It ended before its end, for a reason that is no failure. */
{ kind: "stopped";
/**  Why. */
words: string;
/**  How many changes were made before. */
changed: number } |
/**  It could not go on after something was changed, or may have been. */
{ kind: "failed";
/**  What it was about to do. */
says: string;
/**  How many changes were made before. */
changed: number;
/**  Whether the last one may have arrived all the same, and nothing shows it. */
unknown: boolean;
/**  Why. */
error: AppError | null };

/**  Rows that are shown. */
export type TaskTable = {
	/**  The columns' names. */
	columns: string[],
	/**  The rows, a cell for each column. */
	rows: string[][],
	/**  What is said when there are none. */
	none: string,
	/**  How many there are in all, when that is known. */
	total: number | null,
};

/**  What undoes it. */
export type TaskUndo = {
	/**  The task. */
	task: string,
	/**  What to enter there. */
	inputs: TaskInput[],
};

/**  A task as its form shows it. */
export type TaskView = {
	/**  As in the list. */
	line: TaskLine,
	/**  What is asked, in order. */
	asks: TaskAsk[],
	/**  The operations it makes use of. */
	operations: TaskOperation[],
	/**  What a person does in the console, when the vendor's API cannot. */
	console: TaskConsole | null,
	/**  The task that undoes it. */
	inverse: string | null,
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

/**  What is to be known of characters. */
export type TextMark =
/**  It takes no room, or looks like an ordinary space and is none. */
{ kind: "invisible";
/**  `U+200B`. */
code: string } |
/**  It turns the direction of what follows. */
{ kind: "direction";
/**  `U+202E`. */
code: string } |
/**  It looks like a letter of another script than it is of. */
{ kind: "lookAlike";
/**  The letter it looks like. */
of: string;
/**  `U+0430`. */
code: string };

/**  Some characters that are alike. */
export type TextRun = {
	/**  The characters themselves; of what cannot be seen, nothing. */
	text: string,
	/**  What is to be known of them; nothing of ordinary ones. */
	mark: TextMark | null,
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

/**  A field of a request that was filled with the ticket. */
export type TicketFieldView = {
	/**  The field: a JSON pointer into the body, or `query.name`. */
	field: string,
	/**  What it was filled with. */
	value: string,
};

/**  When a ticket must be set before anything is changed or disclosed. */
export type TicketRequired =
/**  Never. */
"never" |
/**  For tenants of production. */
"production" |
/**  For every tenant. */
"always";

/**  What a text for a ticket is made of. */
export type TicketSource =
/**  An exchange of the history. */
{ kind: "exchange";
/**  Its id. */
exchange: string } |
/**  An entry of the audit. */
{ kind: "audit";
/**  Its number. */
number: number };

/**  A text that can be pasted into a ticket: plain, under fifteen lines, without secrets. */
export type TicketText = {
	/**  Its lines, with line feeds. */
	text: string,
};

/**  The ticket that is set, and what tickets look like here. */
export type TicketView = {
	/**  The ticket that is set. */
	ticket: string | null,
	/**  What the organisation calls its tickets' system; empty when nobody said. */
	system: string,
	/**  What a ticket looks like, a regular expression for all of it; empty when anything goes. */
	pattern: string,
	/**  How that is said to people: `INC and seven digits`. */
	hint: string,
	/**  When one must be set. */
	required: TicketRequired,
};

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
"vault" |
/**  What was done, by whom and for which ticket. */
"audit" |
/**  The ticket that is set. */
"ticket";

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

/**  What a number was. */
export type TrendPoint = {
	/**  When, RFC 3339. */
	at: string,
	/**  The number. */
	value: number,
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

/**  How much something presses. */
export type Urgency =
/**  Somebody stands still because of it. */
"now" |
/**  Somebody will. */
"soon" |
/**  When there is time. */
"later";

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

/**  What waits. */
export type WaitKind =
/**  Somebody has to say yes or no. */
"decision" |
/**  A part of the product is down. */
"component" |
/**  A person is kept out. */
"lockedOut" |
/**  A secret could not be changed or checked. */
"rotation" |
/**  A licence, certificate or secret ends. */
"expiry" |
/**  A computer or agent is silent or behind. */
"agent";

/**  One thing that waits. */
export type WaitingLine = {
	/**  At which tenant. */
	tenant: string,
	/**  What it is to whom it waits for. */
	what: WaitKind,
	/**  Two or three words for all of its kind. */
	label: string,
	/**  The line. */
	title: string,
	/**  The line below it. */
	note: string | null,
	/**  Since when it waits, RFC 3339. */
	since: string | null,
	/**  Until when it can be done, or when it ends, RFC 3339. */
	due: string | null,
	/**  How much it presses. */
	urgency: Urgency,
	/**  The operation it comes from, `GET /path`. */
	operation: string,
	/**  The task that deals with it. */
	task: TaskOffer | null,
	/**  From when this is, when the tenant could not be asked again; RFC 3339. */
	asOf: string | null,
};

/**  A kind of thing that could not be asked for. */
export type WaitingMissing = {
	/**  At which tenant. */
	tenant: string,
	/**  Two or three words for all of its kind. */
	label: string,
	/**  Why. */
	why: MissingWhy,
};

/**  What waits for a person, across all tenants. */
export type WaitingView = {
	/**  The most pressing first, the oldest of those first. */
	lines: WaitingLine[],
	/**  What could not be asked. */
	missing: WaitingMissing[],
	/**  Tenants that have not been asked yet. */
	notLoaded: string[],
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
