package io.dataplat.sql;

/** A query without mistakes, and the relation whose rows are followed through it. */
public record GroupsRequest(QueryRequest query, String relation) {}
