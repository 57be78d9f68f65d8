CREATE INDEX attachment_blob ON public.attachment USING btree (sha256) WHERE (sha256 IS NOT NULL)
CREATE INDEX attachment_message ON public.attachment USING btree (org_id, message_id)
CREATE INDEX attachment_thumbnail ON public.attachment USING btree (thumbnail_sha256) WHERE (thumbnail_sha256 IS NOT NULL)
CREATE INDEX company_by_name ON public.company USING btree (org_id, sort_name, id) WHERE (deleted_at IS NULL)
CREATE INDEX company_identity_company ON public.company_identity USING btree (org_id, company_id)
CREATE INDEX contact_by_name ON public.contact USING btree (org_id, sort_name, id) WHERE (deleted_at IS NULL)
CREATE INDEX contact_identity_contact ON public.contact_identity USING btree (org_id, contact_id)
CREATE INDEX conversation_assigned ON public.conversation USING btree (org_id, assignee_id, last_message_at, id) WHERE (assignee_id IS NOT NULL)
CREATE INDEX conversation_recent ON public.conversation USING btree (org_id, last_message_at, id)
CREATE INDEX conversation_recent_by_status ON public.conversation USING btree (org_id, status, last_message_at, id)
CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at)
CREATE INDEX job_due ON public.job USING btree (run_at) WHERE (state = ANY (ARRAY['pending'::text, 'leased'::text]))
CREATE INDEX job_finished ON public.job USING btree (finished_at) WHERE (state = 'done'::text)
CREATE INDEX job_lane ON public.job USING btree (lane, "position") WHERE (state = ANY (ARRAY['pending'::text, 'leased'::text]))
CREATE INDEX limit_bucket_expires ON public.limit_bucket USING btree (expires_at)
CREATE INDEX session_expires ON public.session USING btree (expires_at)
CREATE INDEX session_teammate ON public.session USING btree (org_id, teammate_id)
CREATE INDEX teammate_email ON public.teammate USING btree (email)
CREATE UNIQUE INDEX attachment_org_id_number_key ON public.attachment USING btree (org_id, number)
CREATE UNIQUE INDEX attachment_pkey ON public.attachment USING btree (org_id, id)
CREATE UNIQUE INDEX audit_pkey ON public.audit USING btree (org_id, id)
CREATE UNIQUE INDEX channel_pkey ON public.channel USING btree (org_id, id)
CREATE UNIQUE INDEX client_pkey ON public.client USING btree (org_id, id)
CREATE UNIQUE INDEX company_identity_pkey ON public.company_identity USING btree (org_id, kind, value)
CREATE UNIQUE INDEX company_org_id_domain_key ON public.company USING btree (org_id, domain)
CREATE UNIQUE INDEX company_pkey ON public.company USING btree (org_id, id)
CREATE UNIQUE INDEX company_tag_pkey ON public.company_tag USING btree (org_id, company_id, tag)
CREATE UNIQUE INDEX contact_identity_pkey ON public.contact_identity USING btree (org_id, kind, value)
CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (org_id, id)
CREATE UNIQUE INDEX contact_tag_pkey ON public.contact_tag USING btree (org_id, contact_id, tag)
CREATE UNIQUE INDEX conversation_number ON public.conversation USING btree (org_id, number) WHERE (number IS NOT NULL)
CREATE UNIQUE INDEX conversation_pkey ON public.conversation USING btree (org_id, id)
CREATE UNIQUE INDEX conversation_read_pkey ON public.conversation_read USING btree (org_id, conversation_id, teammate_id)
CREATE UNIQUE INDEX conversation_source ON public.conversation USING btree (org_id, source_specific_id) WHERE (source_specific_id IS NOT NULL)
CREATE UNIQUE INDEX conversation_tag_pkey ON public.conversation_tag USING btree (org_id, conversation_id, tag)
CREATE UNIQUE INDEX counter_pkey ON public.counter USING btree (org_id, name)
CREATE UNIQUE INDEX credential_org_id_kind_name_key ON public.credential USING btree (org_id, kind, name)
CREATE UNIQUE INDEX credential_pkey ON public.credential USING btree (public_id)
CREATE UNIQUE INDEX draft_pkey ON public.draft USING btree (org_id, teammate_id, conversation_id, kind)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (org_id, seq)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (org_id, route, key)
CREATE UNIQUE INDEX invitation_org_id_email_key ON public.invitation USING btree (org_id, email)
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id)
CREATE UNIQUE INDEX limit_bucket_pkey ON public.limit_bucket USING btree (bucket)
CREATE UNIQUE INDEX message_org_id_conversation_id_seq_key ON public.message USING btree (org_id, conversation_id, seq)
CREATE UNIQUE INDEX message_pkey ON public.message USING btree (org_id, id)
CREATE UNIQUE INDEX message_source ON public.message USING btree (org_id, conversation_id, source_specific_id) WHERE (source_specific_id IS NOT NULL)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX organisation_slug_key ON public.organisation USING btree (slug)
CREATE UNIQUE INDEX schedule_pkey ON public.schedule USING btree (name)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
CREATE UNIQUE INDEX site_pkey ON public.site USING btree (org_id, id)
CREATE UNIQUE INDEX teammate_org_id_email_key ON public.teammate USING btree (org_id, email)
CREATE UNIQUE INDEX teammate_pkey ON public.teammate USING btree (org_id, id)
attachment CHECK ((state = ANY (ARRAY['stored'::text, 'link'::text, 'unfetched'::text])))
attachment FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
attachment FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id)
attachment PRIMARY KEY (org_id, id)
attachment UNIQUE (org_id, number)
attachment.accepts text YES
attachment.byte_size bigint NO
attachment.content_type text NO
attachment.conversation_id text NO
attachment.created_at text NO
attachment.failure text YES
attachment.filename text NO
attachment.height bigint YES
attachment.id text NO
attachment.message_id text NO
attachment.number bigint NO
attachment.org_id text NO
attachment.sha256 text YES
attachment.state text NO
attachment.thumbnail_sha256 text YES
attachment.url text YES
attachment.width bigint YES
audit FOREIGN KEY (org_id) REFERENCES organisation(id)
audit PRIMARY KEY (org_id, id)
audit.action text NO
audit.actor text NO
audit.at text NO
audit.data text NO
audit.id text NO
audit.ip text YES
audit.org_id text NO
audit.subject text YES
channel CHECK ((kind = ANY (ARRAY['tickets'::text, 'chat'::text, 'medium'::text, 'assistants'::text])))
channel FOREIGN KEY (org_id) REFERENCES organisation(id)
channel PRIMARY KEY (org_id, id)
channel.created_at text NO
channel.deleted_at text YES
channel.id text NO
channel.kind text NO
channel.name text NO
channel.org_id text NO
channel.webhook_url text YES
client FOREIGN KEY (org_id, id) REFERENCES channel(org_id, id)
client PRIMARY KEY (org_id, id)
client.allowed_origins text NO default '[]'::text
client.id text NO
client.org_id text NO
company FOREIGN KEY (org_id) REFERENCES organisation(id)
company PRIMARY KEY (org_id, id)
company UNIQUE (org_id, domain)
company.company_type text YES
company.contract_type text YES
company.contract_value double precision YES
company.created_at text NO
company.deleted_at text YES
company.domain text YES
company.id text NO
company.image_url text YES
company.name text NO
company.number_of_seats bigint YES
company.org_id text NO
company.phones text NO default '[]'::text
company.sort_name text NO default ''::text
company.updated_at text NO
company_identity FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
company_identity PRIMARY KEY (org_id, kind, value)
company_identity.company_id text NO
company_identity.kind text NO
company_identity.org_id text NO
company_identity.value text NO
company_tag FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
company_tag PRIMARY KEY (org_id, company_id, tag)
company_tag.company_id text NO
company_tag.org_id text NO
company_tag.tag text NO
contact FOREIGN KEY (org_id) REFERENCES organisation(id)
contact FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
contact PRIMARY KEY (org_id, id)
contact.company_id text YES
contact.contract_type text YES
contact.contract_value double precision YES
contact.created_at text NO
contact.deleted_at text YES
contact.email text YES
contact.id text NO
contact.image_url text YES
contact.name text YES
contact.org_id text NO
contact.phones text NO default '[]'::text
contact.role text YES
contact.sort_name text NO default ''::text
contact.updated_at text NO
contact.username text YES
contact.verified bigint NO default 0
contact_identity FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
contact_identity PRIMARY KEY (org_id, kind, value)
contact_identity.contact_id text NO
contact_identity.kind text NO
contact_identity.org_id text NO
contact_identity.value text NO
contact_tag FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
contact_tag PRIMARY KEY (org_id, contact_id, tag)
contact_tag.contact_id text NO
contact_tag.org_id text NO
contact_tag.tag text NO
conversation CHECK ((owner_kind = ANY (ARRAY['bot'::text, 'assistant'::text, 'people'::text])))
conversation CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])))
conversation CHECK ((status = ANY (ARRAY['open'::text, 'pending'::text, 'snoozed'::text, 'closed'::text])))
conversation FOREIGN KEY (org_id, assignee_id) REFERENCES teammate(org_id, id)
conversation FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id)
conversation FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
conversation FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
conversation PRIMARY KEY (org_id, id)
conversation.additional_properties text NO default '{}'::text
conversation.assignee_id text YES
conversation.channel_id text NO
conversation.company_id text YES
conversation.company_reference text YES
conversation.contact_id text YES
conversation.created_at text NO
conversation.epoch bigint NO default 0
conversation.id text NO
conversation.inbound_count bigint NO default 0
conversation.last_message_at text NO
conversation.next_seq bigint NO
conversation.number text YES
conversation.org_id text NO
conversation.owner_id text YES
conversation.owner_kind text NO
conversation.priority text YES
conversation.snoozed_until text YES
conversation.source_specific_id text YES
conversation.status text NO
conversation.title text NO
conversation.updated_at text NO
conversation_read FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
conversation_read FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
conversation_read PRIMARY KEY (org_id, conversation_id, teammate_id)
conversation_read.conversation_id text NO
conversation_read.inbound_seen bigint NO
conversation_read.org_id text NO
conversation_read.teammate_id text NO
conversation_tag FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
conversation_tag PRIMARY KEY (org_id, conversation_id, tag)
conversation_tag.conversation_id text NO
conversation_tag.org_id text NO
conversation_tag.tag text NO
counter FOREIGN KEY (org_id) REFERENCES organisation(id)
counter PRIMARY KEY (org_id, name)
counter.name text NO
counter.org_id text NO
counter.value bigint NO default 0
credential FOREIGN KEY (org_id) REFERENCES organisation(id)
credential FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id)
credential FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
credential PRIMARY KEY (public_id)
credential UNIQUE (org_id, kind, name)
credential.channel_id text YES
credential.created_at text NO
credential.expires_at text YES
credential.kind text NO
credential.last_used_at text YES
credential.name text NO
credential.org_id text NO
credential.public_id text NO
credential.secret_hash text NO
credential.teammate_id text YES
draft CHECK ((kind = ANY (ARRAY['reply'::text, 'note'::text])))
draft FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
draft FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
draft PRIMARY KEY (org_id, teammate_id, conversation_id, kind)
draft.base_seq bigint NO
draft.body text NO
draft.conversation_id text NO
draft.kind text NO
draft.org_id text NO
draft.teammate_id text NO
draft.updated_at text NO
event PRIMARY KEY (org_id, seq)
event.actor text NO
event.at text NO
event.conversation_id text YES
event.data text NO
event.org_id text NO
event.seq bigint NO
event.type text NO
idempotency FOREIGN KEY (org_id) REFERENCES organisation(id)
idempotency PRIMARY KEY (org_id, route, key)
idempotency.created_at text NO
idempotency.fingerprint text NO
idempotency.key text NO
idempotency.org_id text NO
idempotency.result text NO
idempotency.route text NO
invitation CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text])))
invitation FOREIGN KEY (org_id) REFERENCES organisation(id)
invitation FOREIGN KEY (org_id, invited_by) REFERENCES teammate(org_id, id)
invitation PRIMARY KEY (id)
invitation UNIQUE (org_id, email)
invitation.created_at text NO
invitation.email text NO
invitation.expires_at text NO
invitation.id text NO
invitation.invited_by text NO
invitation.org_id text NO
invitation.role text NO
invitation.secret_hash text NO
job CHECK ((state = ANY (ARRAY['pending'::text, 'leased'::text, 'done'::text, 'dead'::text])))
job FOREIGN KEY (org_id) REFERENCES organisation(id)
job PRIMARY KEY (id)
job.attempt bigint NO
job.created_at text NO
job.finished_at text YES
job.id text NO
job.kind text NO
job.lane text YES
job.last_error text YES
job.lease_owner text YES
job.lease_until text YES
job.org_id text YES
job.payload text NO
job.position bigint NO
job.run_at text NO
job.state text NO
limit_bucket PRIMARY KEY (bucket)
limit_bucket.bucket text NO
limit_bucket.expires_at bigint NO
limit_bucket.times text NO
message CHECK ((delivery = ANY (ARRAY['none'::text, 'pending'::text, 'delivered'::text, 'failed'::text, 'dead'::text])))
message CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])))
message CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text, 'event'::text])))
message FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
message PRIMARY KEY (org_id, id)
message UNIQUE (org_id, conversation_id, seq)
message.author_id text YES
message.author_kind text NO
message.author_name text YES
message.body text NO
message.conversation_id text NO
message.created_at text NO
message.delivery text NO
message.direction text NO
message.id text NO
message.kind text NO
message.metadata text NO default '{}'::text
message.org_id text NO
message.original_timestamp text YES
message.seq bigint NO
message.source_specific_id text YES
organisation PRIMARY KEY (id)
organisation UNIQUE (slug)
organisation.created_at text NO
organisation.id text NO
organisation.name text NO
organisation.prefix text NO
organisation.settings text NO default '{}'::text
organisation.slug text NO
schedule PRIMARY KEY (name)
schedule.name text NO
schedule.next_at text NO
session FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
session PRIMARY KEY (token_hash)
session.created_at text NO
session.expires_at text NO
session.ip text YES
session.last_seen_at text NO
session.org_id text NO
session.teammate_id text NO
session.token_hash text NO
session.user_agent text YES
site FOREIGN KEY (org_id, id) REFERENCES channel(org_id, id)
site PRIMARY KEY (org_id, id)
site.allowed_origins text NO default '[]'::text
site.auto_reply text YES
site.greeting text NO
site.id text NO
site.org_id text NO
teammate CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text])))
teammate FOREIGN KEY (org_id) REFERENCES organisation(id)
teammate PRIMARY KEY (org_id, id)
teammate UNIQUE (org_id, email)
teammate.created_at text NO
teammate.disabled_at text YES
teammate.email text NO
teammate.id text NO
teammate.name text NO
teammate.org_id text NO
teammate.password_hash text YES
teammate.role text NO
