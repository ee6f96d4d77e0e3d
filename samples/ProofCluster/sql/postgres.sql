-- Tables of requests and reminders, and the queries by which Orleans's ADO.NET providers read and write them. Names of queries, parameters and
-- columns are the providers'. Applied at each start of a silo; it changes nothing that is there.

create table if not exists OrleansQuery (QueryKey text primary key, QueryText text not null);

create table if not exists grain_state (
  service_id text not null,
  grain_type text not null,
  key_high bigint not null,
  key_low bigint not null,
  key_extension text not null,
  version integer not null,
  payload bytea,
  primary key (service_id, grain_type, key_high, key_low, key_extension));

create table if not exists grain_reminder (
  service_id text not null,
  grain_id text not null,
  name text not null,
  hash integer not null,
  start_at timestamptz not null,
  period bigint not null,
  version integer not null,
  primary key (service_id, grain_id, name));

create index if not exists grain_reminder_hash on grain_reminder (service_id, hash);

insert into OrleansQuery (QueryKey, QueryText) values
  ('ReadFromStorageKey', $query$
    select payload as "PayloadBinary", version as "Version"
    from grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_extension = coalesce(@GrainIdExtensionString::text, '')
  $query$),

  -- A version that is not the one read before gives no row, which the provider takes for a conflict.
  ('WriteToStorageKey', $query$
    with added as (
      insert into grain_state (service_id, grain_type, key_high, key_low, key_extension, version, payload)
      select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), 1, @PayloadBinary
      where @GrainStateVersion::integer is null
      on conflict do nothing
      returning version),
    changed as (
      update grain_state
      set version = version + 1, payload = @PayloadBinary
      where service_id = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
        and key_extension = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
      returning version)
    select version as "NewGrainStateVersion" from added
    union all
    select version from changed
  $query$),
  ('ClearStorageKey', $query$
    update grain_state
    set version = version + 1, payload = null
    where service_id = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_extension = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
    returning version as "NewGrainStateVersion"
  $query$),
  ('DeleteStorageKey', $query$
    delete from grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and key_high = @GrainIdN0 and key_low = @GrainIdN1
      and key_extension = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
    returning version + 1 as "NewGrainStateVersion"
  $query$),

  ('ReadReminderRowsKey', $query$
    select grain_id as "GrainId", name as "ReminderName", start_at as "StartTime", period as "Period", version as "Version"
    from grain_reminder
    where service_id = @ServiceId and grain_id = @GrainId
  $query$),
  ('ReadReminderRowKey', $query$
    select grain_id as "GrainId", name as "ReminderName", start_at as "StartTime", period as "Period", version as "Version"
    from grain_reminder
    where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName
  $query$),

  -- Hashes lie on a ring: a range may go over its end.
  ('ReadRangeRows1Key', $query$
    select grain_id as "GrainId", name as "ReminderName", start_at as "StartTime", period as "Period", version as "Version"
    from grain_reminder
    where service_id = @ServiceId and hash > @BeginHash and hash <= @EndHash
  $query$),
  ('ReadRangeRows2Key', $query$
    select grain_id as "GrainId", name as "ReminderName", start_at as "StartTime", period as "Period", version as "Version"
    from grain_reminder
    where service_id = @ServiceId and (hash > @BeginHash or hash <= @EndHash)
  $query$),
  ('UpsertReminderRowKey', $query$
    insert into grain_reminder as before (service_id, grain_id, name, hash, start_at, period, version)
    values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
    on conflict (service_id, grain_id, name) do update
    set hash = excluded.hash, start_at = excluded.start_at, period = excluded.period, version = before.version + 1
    returning version as "Version"
  $query$),
  ('DeleteReminderRowKey', $query$
    with gone as (
      delete from grain_reminder
      where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName and version = @Version
      returning 1)
    select exists (select 1 from gone)
  $query$),
  ('DeleteReminderRowsKey', $query$
    delete from grain_reminder where service_id = @ServiceId
  $query$)
on conflict (QueryKey) do update set QueryText = excluded.QueryText where OrleansQuery.QueryText <> excluded.QueryText;
