#pragma once
#include <QString>

/// The longer texts of the prepared conversations, as models write them: Markdown.
namespace ui::demo::texts {

/// Heading, bold, list, code, table and quote: what DemoEngine answers.
QString preparedAnswer();
/// The answer of the sketch in look.md: how to sort, with a projection.
QString sorting();
/// The same question, answered shorter.
QString sortingShort();
/// Every kind of block there is, nested lists and a task list too.
QString trip();
QString humming();
/// A question of some 6,000 characters.
QString longLetter();
QString letterAdvice();
QString ropeExplained();
QString japanese();
QString latestRow();

}  // namespace ui::demo::texts
