// The one list of commands. It hands itself to another macro; the shell, the bridge, the bindings
// and the permissions are four expansions of it, so that none of them keeps a list of its own.
//
// Each line: window, whether it reads or changes, the topics it touches, name, arguments, answer,
// and for work that takes time the kind of progress it reports.

/// Hands the list of commands to the macro named.
#[macro_export]
macro_rules! commands {
    ($each:ident) => { $each! {
        /// What the program is and how it stands: version, vault, notices from the start.
        main reads [Vault, Settings] app_status() -> AppStatus;
        /// Tries the keychain again after it did not answer, was locked or was absent.
        main changes [Vault] vault_retry() -> ();
        /// Goes on without the keychain: secrets live until the program closes.
        main changes [Vault] vault_session_only() -> ();
        /// Sets a damaged vault file aside and starts an empty one.
        main changes [Vault] vault_set_aside() -> ();

        /// Locks the vault: sessions end, and nothing secret stays in memory.
        main changes [Vault, Sessions, Dashboard, Tenants, Audit] vault_lock() -> ();
        /// Opens a locked vault; its passphrase is asked for in the secret window.
        main changes [Vault, Sessions, Dashboard] vault_unlock() -> ();
        /// Gives the vault a passphrase, or another one; asked for in the secret window.
        main changes [Vault] vault_set_passphrase() -> ();
        /// Takes the vault's passphrase away.
        main changes [Vault] vault_remove_passphrase() -> ();
        /// Seals everything under another key.
        main changes [Vault] vault_change_key() -> ();
        /// Somebody is there: told when the interface is used, at most once in a while.
        main changes [] app_touched() -> ();

        /// The person's settings.
        main reads [Settings] settings_get() -> Settings;
        /// Replaces the person's settings.
        main changes [Settings, Ticket, Audit] settings_set(settings: Settings) -> ();
        /// What the administrators of this machine fix, and by which file.
        main reads [Settings] policy_get() -> PolicyView;

        /// Every kind of system the program can talk to.
        main reads [Vendors] vendors_list() -> Vec<VendorView>;

        /// Every tenant the person has added, in the order they arranged them.
        main reads [Tenants, Sessions, Dashboard] tenants_list() -> Vec<TenantLine>;
        /// One tenant as its form shows it, without secrets.
        main reads [Tenants] tenant_get(tenant: String) -> TenantDetail;
        /// What a pasted address means for a vendor. Asks nothing of the network.
        main reads [Vendors] tenant_understand(vendor: String, pasted: String) -> AddressReading;
        /// Asks the vendor for a further address of the tenant at a place; nothing when it knows none.
        main changes [] tenant_find_address(vendor: String, address: String, place: String) -> Option<String>;
        /// Tries a tenant step by step without storing anything.
        main changes [] tenant_test(draft: TenantDraft, ticket: String) -> TestReport, streaming TestStep;
        /// Checks a tenant that was added, step by step, with what is stored.
        main changes [] tenant_check(tenant: String, ticket: String) -> TestReport, streaming TestStep;
        /// Adds a tenant and moves its held secrets into the vault. Answers its id.
        main changes [Tenants, Dashboard] tenant_add(draft: TenantDraft) -> String;
        /// Replaces what a tenant's form shows; secrets that were not given again stay.
        main changes [Tenants, Sessions, Dashboard] tenant_edit(tenant: String, draft: TenantDraft) -> ();
        /// Signs out, then forgets a tenant and its secrets.
        main changes [Tenants, Sessions, Dashboard] tenant_remove(tenant: String) -> ();
        /// Puts the tenants into this order; ids that are missing go to the end.
        main changes [Tenants] tenants_arrange(order: Vec<String>) -> ();
        /// Opens a tenant for changes, for some minutes.
        main changes [Tenants, Ticket, Audit] tenant_open(request: OpenRequest) -> ();
        /// Locks a tenant again.
        main changes [Tenants, Audit] tenant_lock(tenant: String) -> ();
        /// The person looks at this tenant now: every other one is locked again.
        main changes [] tenant_shown(tenant: Option<String>) -> ();
        /// Adds the five simulated tenants, or starts them again.
        main changes [Tenants, Sessions, Dashboard] demo_add() -> ();

        /// Opens the window that takes one secret, and waits for it. The value never comes here.
        main changes [] secret_request(request: SecretRequest) -> HeldSecret;
        /// Takes a secret from the clipboard, in the core. The value never comes here.
        main changes [] secret_paste(request: SecretRequest) -> HeldSecret;
        /// Lets the person choose a file with a client certificate; nothing when they chose none.
        main changes [] certificate_choose(tenant_name: String) -> Option<HeldCertificate>;
        /// Forgets a secret that was held for a form.
        main changes [] secret_forget(held: String) -> ();
        /// What the secret window asks for.
        secret reads [] secret_prompt() -> Option<SecretPrompt>;
        /// Hands the secret over, once.
        secret changes [] secret_give(prompt: String, value: SecretText) -> ();
        /// Closes the secret window without a value.
        secret changes [] secret_refuse(prompt: String) -> ();

        /// Shows a secret of an answer in the secret window, for a short while.
        main changes [Audit] secret_reveal(request: RevealRequest) -> ();
        /// Puts a secret of an answer on the clipboard, in the core, for a short while.
        main changes [Audit] secret_copy(request: RevealRequest) -> ();
        /// What the secret window shows; answered once.
        secret changes [] secret_shown() -> Option<ShownSecret>;
        /// Closes the secret window before its time is over.
        secret changes [] secret_hide(shown: String) -> ();

        /// What the confirm window asks; nothing when it asks nothing any more.
        confirm reads [] confirm_proposal() -> Option<ProposalView>;
        /// Some requests of what it asks.
        confirm reads [] confirm_rows(proposal: String, window: Window) -> Vec<RowView>;
        /// Approves exactly what has this hash, once.
        confirm changes [] confirm_approve(proposal: String, hash: String, typed: ConfirmTyped) -> ();
        /// Refuses, and closes the confirm window.
        confirm changes [] confirm_refuse(proposal: String) -> ();

        /// The ticket that is set, and what tickets look like here.
        main reads [Ticket, Settings] ticket_get() -> TicketView;
        /// Sets the ticket everything is done for from now on; nothing takes it away.
        main changes [Ticket] ticket_set(ticket: Option<String>) -> ();
        /// What was done as plain text for a ticket.
        main reads [Activity, Audit] ticket_text(source: TicketSource) -> TicketText;
        /// Puts that text on the clipboard.
        main changes [] ticket_copy(source: TicketSource) -> ();

        /// What was done, newest first.
        main reads [Audit] audit_list(filter: AuditFilter, window: Window) -> AuditPage;
        /// One entry of it.
        main reads [Audit] audit_get(number: u32) -> AuditEntryView;
        /// Looks whether every entry is as it was written.
        main changes [] audit_verify() -> AuditVerdict;
        /// Writes what was done into a file the person chooses; answers the file's name.
        main changes [] audit_export(filter: AuditFilter, format: AuditFormat) -> Option<String>;

        /// Signs in with what the vault holds.
        main changes [Sessions, Dashboard, Audit] session_begin(tenant: String) -> SessionView;
        /// Answers what a sign-in asked, in the secret window.
        main changes [Sessions, Dashboard, Audit] session_answer(tenant: String) -> SessionView;
        /// Answers what a sign-in asked with one of its choices.
        main changes [Sessions, Dashboard, Audit] session_choose(tenant: String, choice: String) -> SessionView;
        /// Opens what a sign-in wants opened, in the browser of the system.
        main changes [] session_open(tenant: String) -> ();
        /// Ends a sign-in that is under way.
        main changes [Sessions] session_cancel(tenant: String) -> ();
        /// Signs out: revokes what the vendor can revoke, then forgets the rest.
        main changes [Sessions, Dashboard, Audit] session_end(tenant: String) -> ();

        /// What is known of one tenant now. Asks nothing of the network.
        main reads [Tenants, Sessions, Dashboard] dashboard_card(tenant: String) -> CardView;
        /// Asks one tenant for its numbers again, signing in when needed.
        main changes [Sessions, Dashboard] dashboard_refresh(tenant: String) -> ();

        /// What waits for a person, across all tenants. Asks nothing of the network.
        main reads [Tenants, Sessions, Dashboard] dashboard_waiting() -> WaitingView;

        /// Looks for a person or a computer at every tenant at once.
        main changes [Sessions] look_up(words: String, what: Sought, ticket: String) -> LookUpView, streaming LookUpProgress;

        /// The permissions of a tenant's product, and what was last read of who holds them. Asks nothing of the network.
        main reads [Tenants, Access] access_list(tenant: String) -> AccessView;
        /// The same after who holds them was read; at one place only, where one is named.
        main changes [Sessions, Access] access_view(tenant: String, place: Option<String>, ticket: String) -> AccessView;
        /// What permissions open.
        main reads [Tenants] access_opens(tenant: String, permissions: Vec<String>) -> AccessOpens;
        /// The smallest set of permissions that is enough, and what of those held is beyond it.
        main reads [Tenants, Activity] access_least(tenant: String, of: Vec<LeastFor>, held: Vec<String>) -> AccessLeast;
        /// Why an operation was refused, and who has what it needs. Asks the tenant who has it.
        main changes [Sessions, Access] access_why(tenant: String, operation: String, ticket: String) -> AccessWhy;
        /// Writes who holds what, as it was last read, into a file the person chooses; answers the file's name.
        main changes [] access_save(tenant: String) -> Option<String>;
        /// The sheet that hands a client over: what it may do, and never what it signs in with.
        main reads [Tenants, Dashboard] access_sheet(wish: SheetWish) -> AccessSheet;

        /// The documents that can be opened, newest first: tenants' own, ours, and files.
        main reads [Tenants, Documents] explorer_documents() -> Vec<DocumentLine>;
        /// Opens a document: its head and its groups.
        main reads [Documents] explorer_open(document: String) -> DocumentView;
        /// Fetches a tenant's own document again.
        main changes [Documents] explorer_fetch(tenant: String) -> DocumentLine;
        /// Lets the person choose a file and opens it; nothing when they chose none.
        main changes [Documents] explorer_pick() -> Option<DocumentLine>;
        /// Closes a document that came from a file.
        main changes [Documents] explorer_close(document: String) -> ();
        /// Some operations of one group, in the document's order.
        main reads [Documents] explorer_group(document: String, group: String, window: Window) -> Vec<OperationLine>;
        /// Operations that fit the words, best first.
        main reads [Documents] explorer_search(document: String, words: String, at_most: u32) -> Vec<SearchHit>;
        /// One operation as its page shows it.
        main reads [Documents] explorer_operation(document: String, operation: String) -> OperationView;
        /// The fields of one schema, one level deep.
        main reads [Documents] explorer_schema(document: String, pointer: String) -> Vec<SchemaNode>;
        /// What could not be read in a document.
        main reads [Documents] explorer_findings(document: String, window: Window) -> Vec<FindingView>;
        /// What stands directly below a part of the paths; the empty text is the top.
        main reads [Documents] explorer_level(document: String, path: String) -> PathLevel;
        /// What changed from one version of a document to another.
        main reads [Documents] explorer_compare(older: String, newer: String, window: Window) -> ComparisonView;
        /// The person has seen what changed in a document: the older version is forgotten.
        main changes [Documents] explorer_accept(document: String) -> ();

        /// Lets the person choose a file for a body; nothing when they chose none.
        main changes [] draft_choose_file() -> Option<ChosenFile>;
        /// The request as it would leave, secrets as marks.
        main reads [] draft_preview(draft: DraftInput) -> PreviewView;
        /// The languages a request can be written in, the vendor's own tools with what they know.
        main reads [] draft_languages(tenant: String, document: Option<String>, operation: Option<String>) -> Vec<LanguageView>;
        /// The request as code, secrets read from the environment or a store.
        main reads [] draft_code(draft: DraftInput, language: String) -> CodeView;
        /// Sends a composed request.
        main changes [Sessions, Activity, Audit] draft_send(draft: DraftInput, ticket: String) -> ExchangeView, streaming SendProgress;
        /// Sends a composed request and follows its pages to the end, or so many of them.
        main changes [Sessions, Activity, Audit] draft_follow(draft: DraftInput, pages: u32, ticket: String) -> ExchangeView, streaming SendProgress;

        /// Some lines of an answer's body.
        main reads [] answer_lines(exchange: String, window: Window) -> BodySlice;
        /// Some rows of a list in an answer's body.
        main reads [] answer_table(exchange: String, part: TableRequest) -> TableSlice;
        /// The values directly in one value of an answer's body.
        main reads [] answer_tree(exchange: String, pointer: String, window: Window) -> Vec<TreeNode>;
        /// Where words stand in an answer's body.
        main reads [] answer_find(exchange: String, words: String, window: Window) -> FoundView;
        /// Some bytes of a picture, from a byte on.
        main reads [] answer_picture(exchange: String, from: u32) -> BytesSlice;
        /// Writes an answer into a file the person chooses; answers the file's name.
        main changes [] answer_save(exchange: String, what: SaveWhat) -> Option<String>;

        /// What was sent, newest first.
        main reads [Activity] history_list(filter: HistoryFilter, window: Window) -> HistoryPage;
        /// One entry, with what opens it again.
        main reads [Activity] history_get(exchange: String) -> HistoryEntry;
        /// How two answers differ.
        main reads [Activity] history_compare(older: String, newer: String) -> AnswerComparison;
        /// Forgets what was sent, to one tenant or to all.
        main changes [Activity] history_clear(tenant: Option<String>) -> ();

        /// Operations of every open document that fit the words, for the palette.
        main reads [Tenants, Documents] palette_search(words: String, at_most: u32) -> Vec<PaletteHit>;

        /// Lets the person choose a sheet for a task; nothing when they chose none.
        main changes [] bulk_choose(tenant: String, task: String) -> Option<BulkSheet>;
        /// Takes rows of a table as a sheet for a task.
        main changes [] bulk_take(tenant: String, task: String, table: BulkTable) -> BulkSheet;
        /// Holds every row to the task and to what is there. Changes nothing.
        main changes [Sessions, Activity] bulk_check(sheet: String, mapping: Vec<ColumnFor>, ticket: String) -> BulkPlan, streaming BulkProgress;
        /// Some rows of a plan or a run.
        main reads [Activity] bulk_rows(of: String, window: Window) -> Vec<BulkRow>;
        /// Does what was planned, row by row, until it ends or stops.
        main changes [Sessions, Activity, Dashboard] bulk_start(plan: String, rules: BulkRules, ticket: String) -> BulkView, streaming BulkProgress;
        /// Goes on with a run that stopped; with what failed as well, where that is wanted.
        main changes [Sessions, Activity, Dashboard] bulk_go_on(run: String, failed: bool, ticket: String) -> BulkView, streaming BulkProgress;
        /// Stops a run before its next row.
        main changes [Activity] bulk_pause(run: String) -> ();
        /// The runs that were begun, newest first.
        main reads [Tenants, Activity] bulk_list() -> Vec<BulkView>;
        /// Writes what came of a run into a file the person chooses; answers the file's name.
        main changes [] bulk_save(run: String) -> Option<String>;
        /// Forgets a run.
        main changes [Activity] bulk_forget(run: String) -> ();

        /// Looks at a tenant's API clients and roles.
        main changes [Sessions, Activity] setup_look(tenant: String, ticket: String) -> SetupSeen;
        /// What would be done so that everything that is wished is there. Changes nothing.
        main changes [Sessions, Activity] setup_plan(tenant: String, wish: SetupWish, ticket: String) -> SetupPlan;
        /// Carries a plan out until it ends, stops, or a person has something to do in the console.
        main changes [Tenants, Sessions, Activity, Dashboard] setup_start(plan: String, ticket: String) -> SetupView, streaming SetupProgress;
        /// A person has done what they had to do in the console, and brought what it showed.
        main changes [Tenants, Sessions, Activity, Dashboard] setup_done(run: String, brought: Vec<SetupBrought>, ticket: String) -> SetupView, streaming SetupProgress;
        /// Goes on with a plan that stopped or was interrupted.
        main changes [Tenants, Sessions, Activity, Dashboard] setup_go_on(run: String, ticket: String) -> SetupView, streaming SetupProgress;
        /// Undoes what was made of a plan, as far as it can be undone.
        main changes [Tenants, Sessions, Activity, Dashboard] setup_undo(run: String, ticket: String) -> SetupView, streaming SetupProgress;
        /// The plans that were begun, newest first.
        main reads [Tenants, Activity] setup_list() -> Vec<SetupView>;
        /// Forgets a plan that was begun. What it made stays.
        main changes [Activity] setup_forget(run: String) -> ();

        /// Stops the work that was given this ticket.
        main changes [] work_cancel(ticket: String) -> ();

        /// What help-desk staff do most: at one tenant, or at every kind of tenant there is.
        main reads [Vendors, Tenants] tasks_list(tenant: Option<String>) -> Vec<TaskLine>;
        /// One task as its form shows it.
        main reads [Vendors, Tenants] task_get(tenant: String, task: String) -> TaskView;
        /// What a field offers for what was typed. Asks the tenant.
        main changes [Sessions] task_pick(tenant: String, task: String, field: String, typed: String, inputs: Vec<TaskInput>) -> Vec<TaskChoice>;
        /// Takes a field's secret in the window for that. The value never comes here.
        main changes [] task_secret(tenant: String, task: String, field: String) -> HeldSecret;
        /// Reads what a task has to know, and says what it would change; a task that only reads is done then.
        main changes [Sessions, Activity] task_preview(tenant: String, task: String, inputs: Vec<TaskInput>, ticket: String) -> TaskRun, streaming TaskProgress;
        /// Makes the changes that were proposed, to the letter, and looks whether they happened.
        main changes [Sessions, Activity, Dashboard] task_run(run: String, ticket: String) -> TaskRun, streaming TaskProgress;
    } };
}
