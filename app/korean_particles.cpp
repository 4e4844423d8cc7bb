#include "app/korean_particles.h"

#include <QRegularExpression>
#include <array>

namespace app {
namespace {

/// How what stands before a particle ends, when it is read aloud.
enum class End { Vowel, L, Consonant };

struct Particle {
    const char* written;
    std::array<const char*, 3> after;  // an End
};
constexpr std::array particles = {
    Particle{"은(는)", {"는", "은", "은"}},   Particle{"이(가)", {"가", "이", "이"}},
    Particle{"을(를)", {"를", "을", "을"}},   Particle{"와(과)", {"와", "과", "과"}},
    Particle{"(으)로", {"로", "로", "으로"}}, Particle{"(이)라", {"라", "이라", "이라"}},
};

End endOf(QChar character) {
    constexpr std::array digits = {
        End::Consonant, End::L,         End::Vowel, End::Consonant, End::Vowel,   // 영 일 이 삼 사
        End::Vowel,     End::Consonant, End::L,     End::L,         End::Vowel};  // 오 육 칠 팔 구
    if (character.isDigit()) return digits[static_cast<std::size_t>(character.digitValue())];
    const int last = (character.unicode() - 0xAC00) % 28;  // the syllable's last letter: 0 is none, 8 is ㄹ
    return last == 0 ? End::Vowel : last == 8 ? End::L : End::Consonant;
}

}  // namespace

QString withParticles(QString text) {
    for (const Particle& particle : particles) {
        const QRegularExpression place(QString::fromUtf8("([가-힣0-9])(['\"’”)\\]}]*)") +
                                       QRegularExpression::escape(QString::fromUtf8(particle.written)));
        for (auto match = place.match(text); match.hasMatch(); match = place.match(text, match.capturedStart())) {
            const End end = endOf(match.captured(1).front());
            text.replace(match.capturedStart(), match.capturedLength(),
                         match.captured(1) + match.captured(2) +
                             QString::fromUtf8(particle.after[static_cast<std::size_t>(end)]));
        }
    }
    return text;
}

}  // namespace app
