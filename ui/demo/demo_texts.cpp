#include "ui/demo/demo_texts.h"

#include <QStringList>

namespace ui::demo::texts {

QString preparedAnswer() {
    return QStringLiteral(
        R"md(Llamas live on the **Altiplano**, a high plain at about 3,800 metres, where they graze on what little grows there.

## What they need

- **Room**: they walk some kilometres a day
- **Company**: a llama alone is an unhappy llama
- Hardly any water, as their blood holds *a lot* of oxygen

So that a herd can be counted at dusk, a few lines are enough:

```cpp
#include <ranges>
#include <vector>

struct Llama { std::string name; int age = 0; };

// Those that are old enough to carry a load.
int count_carriers(const std::vector<Llama>& herd) {
    return std::ranges::count_if(herd, [](const Llama& llama) { return llama.age >= 4; });
}
```

How they compare with their relatives:

| Animal | Weight | Kept for |
|:-------|-------:|:---------|
| Llama  | 130 kg | carrying, wool |
| Alpaca |  65 kg | wool |
| Vicuña |  45 kg | lives wild |

> A llama that has had enough says so: its ears go back, and then it spits.

If you want to know more, ask about `Lama glama`, the name that Linnaeus gave it in 1758.
)md");
}

QString sorting() {
    return QStringLiteral(
        R"md(Use `std::stable_sort`. It keeps elements that compare equal in the order they came in, which `std::sort` does not promise. See the [reference](https://en.cppreference.com/w/cpp/algorithm/stable_sort) for what it costs.

## Sorting by age

- Pass a **projection**, not a comparison: it is shorter and hard to get wrong.
- Ties stay as they were, so a second sort by name *before* it gives you both orders.
- It needs memory for half of the elements; without it, it still works, only slower.

```cpp
struct Person { std::string name; int age = 0; };

// Youngest first; equal ages keep their order.
void sort_by_age(std::vector<Person>& people) {
    std::ranges::stable_sort(people, {}, &Person::age);
}
```

| Function | Keeps equal elements in order | Time |
|---|---|---|
| std::sort | no | n log n |
| std::stable_sort | yes | n log n with memory, n log² n without |
)md");
}

QString sortingShort() {
    return QStringLiteral(R"md(With `std::stable_sort` and a comparison of the ages:

```cpp
std::stable_sort(people.begin(), people.end(),
                 [](const Person& a, const Person& b) { return a.age < b.age; });
```
)md");
}

QString trip() {
    return QStringLiteral(R"md(# Ten days on the Altiplano

Fly to **La Paz**, take it *slowly*, and leave the ~~laptop~~ heavy things at home. The bus company answers at [ticketsbolivia.com](https://www.ticketsbolivia.com/).

## The way

1. La Paz, 3,640 m: two quiet days
2. Copacabana and Lake Titicaca
   - Isla del Sol by boat
   - the north of the island on foot
     - about 4 hours, no shade
3. Uyuni and the salt flat

   Three days by jeep, over passes of 4,900 m. Take a driver who sleeps at night.
4. Sucre, 2,800 m, to breathe again

## Before you leave

- [x] passport, valid for six months
- [ ] yellow fever certificate
- [ ] sun cream, factor 50

### What it costs

| What | Days | A day | Together |
|:-----|:----:|------:|---------:|
| Room | 10 | 25 € | 250 € |
| Bus and boat | 4 | 12 € | 48 € |
| Jeep, shared | 3 | 60 € | 180 € |

> Drink, even if you are not thirsty, and climb high but sleep low.
>
> > The second is what mountaineers say, and they mean it.

The same as a table for your own plans:

```csv
day,place,altitude_m
1,La Paz,3640
3,Copacabana,3841
```

Or count the days yourself:

```python
from datetime import date, timedelta

start = date(2027, 5, 3)  # the dry season begins
for day in range(10):
    print(f"{start + timedelta(days=day):%d %B}")
```

---

Ask me about buses, rooms or what to eat where.
)md");
}

QString humming() {
    return QStringLiteral(R"md(Humming is how llamas talk to each other. They hum when they are

- **curious** about something new,
- *worried*, or too warm,
- looking for their young one, which hums back.

A mother and her cria begin within minutes of the birth and know each other by it.
)md");
}

QString longLetter() {
    QString letter = QStringLiteral(
        "Please make this letter shorter and friendlier, and keep every date in it:\n\nDear Mr Quispe,\n\n"
        "I am writing about the flat on the third floor at 14 Calle Sagarnaga.\n\n");
    const QString visits = QStringLiteral(
        "On %1 November at %2 the heating in the %3 stopped again. The technician of the caretaker's company came "
        "after "
        "%4 days, looked at the boiler for a quarter of an hour, said that the part was on order, and left. Since then "
        "the "
        "room has not been warmer than %5 degrees in the morning, which I have written down every day, with a "
        "photograph "
        "of the thermometer. I told the caretaker on the same evening by telephone, and again in writing on the day "
        "after, and have not had an answer to either.\n\n");
    const QStringList rooms = {QStringLiteral("kitchen"), QStringLiteral("bathroom"),
                               QStringLiteral("children's room")};
    for (int visit = 0; visit < 12; ++visit)
        letter += visits.arg(visit * 2 + 1)
                      .arg(QStringLiteral("%1:30").arg(6 + visit))
                      .arg(rooms[visit % rooms.size()])
                      .arg(2 + visit % 4)
                      .arg(13 + visit % 5);
    return letter +
           QStringLiteral("Please let me know by 15 December how this will go on.\n\nYours sincerely,\nE. Mamani");
}

QString letterAdvice() {
    return QStringLiteral(R"md(Dear Mr Quispe,

since 1 November the heating in my flat (14 Calle Sagarnaga, third floor) has stopped **twelve times**, the last time on 23 November. The mornings are at 13 to 17 degrees; I have noted each of them.

Could you tell me by **15 December** when the part for the boiler will be there? I am at home on most afternoons and glad to let the technician in.

Kind regards,
E. Mamani
)md");
}

QString ropeExplained() {
    return QStringLiteral(
        R"md(Rotary position embedding turns every pair of numbers of a query or key by an angle that grows with the position:

```python
def rotate(pair, position, i, head_size, base=10000.0):
    angle = position / base ** (2 * i / head_size)
    x, y = pair
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
```

The product of a query at position *m* and a key at *n* then depends on **m - n** alone: where the two stand does not matter, only how far apart.
)md");
}

QString japanese() {
    return QStringLiteral(R"md(どちらもラクダ科の動物ですが、次の点が違います。

| | リャマ | アルパカ |
|---|---:|---:|
| 体重 | 約130 kg | 約65 kg |
| 肩の高さ | 約1.1 m | 約0.9 m |
| 主な用途 | 荷物の運搬 | 毛 |

**耳の形**で見分けるのが簡単です。リャマの耳は長く、バナナのような形をしています。🦙
)md");
}

QString latestRow() {
    return QStringLiteral(R"md(Number the rows of each group, newest first, and take the first of each:

```sql
SELECT customer, placed_at, total
FROM (
    SELECT *, row_number() OVER (PARTITION BY customer ORDER BY placed_at DESC) AS age_rank
    FROM orders  -- an index on (customer, placed_at) makes this fast
) AS ranked
WHERE age_rank = 1 AND total >= 9.99;
```
)md");
}

}  // namespace ui::demo::texts
