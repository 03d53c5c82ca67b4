package io.dataplat.sql;

/** A boolean expression and the relation whose columns it may use. */
public record ExpressionRequest(String expression, Relation relation, String timezone) {}
