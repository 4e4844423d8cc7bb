#pragma once
#include <QTest>

#include "app/outcome.h"

/// What to print of an outcome that should have been a value.
template <typename T>
QByteArray failureOf(const app::Outcome<T>& outcome) {
    if (outcome) return {};
    return (outcome.error().what + QStringLiteral(". ") + outcome.error().hint).toUtf8();
}

/// Like QVERIFY, over an Outcome: a failure prints its problem.
#define VERIFY_OUTCOME(...)                                                \
    do {                                                                   \
        const auto& outcome_of_call = (__VA_ARGS__);                       \
        QVERIFY2(outcome_of_call, failureOf(outcome_of_call).constData()); \
    } while (false)
