<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Altiplano</source>
        <translation>Altiplano 정보</translation>
    </message>
    <message>
        <source>Altiplano</source>
        <translation>Altiplano</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>What you write stays here</source>
        <translation>쓴 내용은 여기에만 남습니다</translation>
    </message>
    <message>
        <source>Altiplano never opens a network connection. Conversations are kept in your home folder, in files that only you can read, and no part of them is in &quot;Copy diagnostics&quot;.</source>
        <translation>Altiplano는 네트워크에 연결하지 않습니다. 대화는 홈 폴더에, 본인만 읽을 수 있는 파일로 저장되며, &quot;진단 정보 복사&quot;에는 대화 내용이 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>To see for yourself, start it where there is no network at all:</source>
        <translation>네트워크가 전혀 없는 곳에서 실행하여 직접 확인할 수 있습니다:</translation>
    </message>
    <message>
        <source>A model can be wrong</source>
        <translation>모델은 틀릴 수 있습니다</translation>
    </message>
    <message>
        <source>LLaMA writes what is likely, which is not always what is true, and it repeats the bias of what it has read. Check what matters.</source>
        <translation>LLaMA는 그럴듯한 내용을 쓰지만 항상 사실은 아니며, 읽은 글의 편향을 되풀이합니다. 중요한 내용은 확인하세요.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Altiplano and Cria: Apache License 2.0. The licence of another model is its maker&apos;s; that of the first LLaMA allows research only.</source>
        <translation>Altiplano와 Cria: Apache License 2.0. 다른 모델의 라이선스는 만든 곳에서 정하며, 첫 LLaMA의 라이선스는 연구 목적만 허용합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>AdvancedSettings</name>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Advanced, shown</source>
        <translation>고급, 펼쳐짐</translation>
    </message>
    <message>
        <source>Advanced, hidden</source>
        <translation>고급, 접힘</translation>
    </message>
    <message>
        <source>Samplers, penalties, reproducible answers, what is kept</source>
        <translation>샘플러, 페널티, 재현 가능한 답변, 보관 항목</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Drops words far below the likeliest; 0 is off</source>
        <translation>가장 유력한 단어보다 훨씬 낮은 단어를 버립니다. 0은 끔</translation>
    </message>
    <message>
        <source>Typical</source>
        <translation>Typical</translation>
    </message>
    <message>
        <source>Prefers words of usual surprise; 1 is off</source>
        <translation>의외성이 보통인 단어를 고릅니다. 1은 끔</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>반복 페널티</translation>
    </message>
    <message>
        <source>Makes recent words rarer; 1 is off</source>
        <translation>최근 단어가 덜 나오게 합니다. 1은 끔</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>등장 페널티</translation>
    </message>
    <message>
        <source>Lowers each recent word once; 0 is off</source>
        <translation>최근 단어의 점수를 한 번씩 낮춥니다. 0은 끔</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>빈도 페널티</translation>
    </message>
    <message>
        <source>Lowers words by how often they came; 0 is off</source>
        <translation>나온 횟수만큼 점수를 낮춥니다. 0은 끔</translation>
    </message>
    <message>
        <source>Penalty window</source>
        <translation>페널티 범위</translation>
    </message>
    <message>
        <source>Tokens that count as recent</source>
        <translation>최근으로 보는 토큰 수</translation>
    </message>
    <message>
        <source>Reproducible</source>
        <translation>재현 가능</translation>
    </message>
    <message>
        <source>Reads answers anew; a seed repeats them</source>
        <translation>답변을 다시 읽습니다. 같은 시드는 같은 답변</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>Stop texts</source>
        <translation>중지 문구</translation>
    </message>
    <message>
        <source>Answers end where one begins; one a line</source>
        <translation>이 문구가 나오면 답변이 끝납니다. 한 줄에 하나</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Token biases</source>
        <translation>토큰 가중치</translation>
    </message>
    <message>
        <source>Token = added score, one a line; -inf forbids</source>
        <translation>토큰 = 더할 점수, 한 줄에 하나. -inf는 금지</translation>
    </message>
    <message>
        <source>Conversation memory</source>
        <translation>대화 메모리</translation>
    </message>
    <message>
        <source>Q8_0 takes half, and is very slightly less exact</source>
        <translation>Q8_0은 절반만 쓰고 아주 조금 덜 정확합니다</translation>
    </message>
    <message>
        <source>F16</source>
        <translation>F16</translation>
    </message>
    <message>
        <source>Q8_0</source>
        <translation>Q8_0</translation>
    </message>
    <message>
        <source>Kept on disk</source>
        <translation>디스크 보관</translation>
    </message>
    <message>
        <source>GB of read conversations; 0 keeps nothing</source>
        <translation>읽어 둔 대화의 GB. 0은 보관하지 않음</translation>
    </message>
    <message>
        <source>Kept in memory</source>
        <translation>메모리 보관</translation>
    </message>
    <message>
        <source>GB of the device for the same; 0 keeps nothing</source>
        <translation>같은 용도의 장치 메모리 GB. 0은 보관하지 않음</translation>
    </message>
    <message>
        <source>Reset advanced settings</source>
        <translation>고급 설정 초기화</translation>
    </message>
</context>
<context>
    <name>AnswerNote</name>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>The answer has reached its limit.</source>
        <translation>답변이 길이 제한에 이르렀습니다.</translation>
    </message>
    <message>
        <source>The program ended while this was written.</source>
        <translation>이 답변을 쓰는 중에 프로그램이 종료되었습니다.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>중지됨.</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>다시 답변</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>An answer is being written in another conversation.</source>
        <translation>다른 대화에서 답변을 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>중지하기</translation>
    </message>
    <message>
        <source>Choose a format</source>
        <translation>형식 선택</translation>
    </message>
    <message>
        <source>Show template</source>
        <translation>템플릿 보기</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>모델 선택</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>다른 폴더 선택</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Code, %1</source>
        <translation>코드, %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>코드 복사</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Write the next message</source>
        <translation>다음 메시지를 쓰세요</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>메시지를 쓰세요</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>%1에게 메시지</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
</context>
<context>
    <name>ContextBar</name>
    <message>
        <source>Context: %1</source>
        <translation>컨텍스트: %1</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%2 중 %1 토큰</translation>
    </message>
    <message>
        <source>Context: %1, nearly full</source>
        <translation>컨텍스트: %1, 거의 다 참</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>대화 목록</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>내보내기...</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>삭제...</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
</context>
<context>
    <name>ConversationRow</name>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More about %1</source>
        <translation>%1 더 보기</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete the conversation?</source>
        <translation>대화를 삭제할까요?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is removed from this computer for good.</source>
        <translation>&quot;%1&quot; 대화가 이 컴퓨터에서 완전히 삭제됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the model file to load it</source>
        <translation>모델 파일을 놓으면 불러옵니다</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>What is on your mind?</source>
        <translation>무엇이 궁금하세요?</translation>
    </message>
    <message>
        <source>%1 is being loaded</source>
        <translation>%1을(를) 불러오는 중</translation>
    </message>
    <message>
        <source>%1 runs on %2.
Nothing you write leaves this computer.</source>
        <translation>%1이(가) %2에서 실행됩니다.
쓴 내용은 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing you write leaves this computer.</source>
        <translation>쓴 내용은 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>%1 has a header of more than %2 bytes, at most so many are read</source>
        <translation>%1의 헤더가 %2바이트를 넘습니다. 최대 그만큼만 읽습니다</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>메모리가 부족합니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; leaves open how many layers several devices get, and not for all</source>
        <translation>&apos;%1&apos;에는 레이어 수를 정하지 않은 장치가 여럿이지만, 모두 그런 것은 아닙니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has %2 twice, without layers</source>
        <translation>&apos;%1&apos;에 %2이(가) 레이어 수 없이 두 번 있습니다</translation>
    </message>
    <message>
        <source>%1 devices were named, %2 has %3 layers</source>
        <translation>장치 %1개를 지정했지만 %2의 레이어는 %3개입니다</translation>
    </message>
    <message>
        <source>%1 needs %2 of memory, %3 can be had, but no cut of its layers fits the parts: %4</source>
        <translation>%1에는 메모리 %2가 필요하고 %3를 쓸 수 있지만, 레이어를 어떻게 나누어도 장치마다 맞지 않습니다: %4</translation>
    </message>
    <message>
        <source>As %1 with a context of %2 tokens it would fit.</source>
        <translation>%1 형식에 컨텍스트를 %2 토큰으로 하면 들어갑니다.</translation>
    </message>
    <message>
        <source>With &quot;Device&quot; as Automatic, in the settings, it fits.</source>
        <translation>설정에서 &quot;장치&quot;를 자동으로 하면 들어갑니다.</translation>
    </message>
    <message>
        <source>Name no more devices than the model has layers.</source>
        <translation>모델의 레이어 수보다 많은 장치를 지정하지 마세요.</translation>
    </message>
    <message>
        <source>With --device %1 it fits.</source>
        <translation>--device %1(으)로 하면 들어갑니다.</translation>
    </message>
    <message>
        <source>As %1 it would fit.</source>
        <translation>%1 형식이면 들어갑니다.</translation>
    </message>
    <message>
        <source>Choose a smaller model, or close other programs.</source>
        <translation>더 작은 모델을 선택하거나 다른 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>No quantisation of it fits.</source>
        <translation>어떤 양자화로도 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>A context of %1 tokens instead of %2 makes it fit.</source>
        <translation>컨텍스트를 %2 토큰 대신 %1 토큰으로 하면 들어갑니다.</translation>
    </message>
    <message>
        <source>Add it to shaders/manifest.</source>
        <translation>shaders/manifest에 추가하세요.</translation>
    </message>
    <message>
        <source>Advance it first.</source>
        <translation>먼저 진행하세요.</translation>
    </message>
    <message>
        <source>Ask for at least 1 thread.</source>
        <translation>스레드를 1개 이상 지정하세요.</translation>
    </message>
    <message>
        <source>Ask for at least 2: one to read and one to answer.</source>
        <translation>2 이상을 지정하세요. 하나는 읽기, 하나는 답변에 필요합니다.</translation>
    </message>
    <message>
        <source>Ask for fewer threads.</source>
        <translation>스레드 수를 줄이세요.</translation>
    </message>
    <message>
        <source>Build the program again: its shaders are damaged.</source>
        <translation>프로그램을 다시 빌드하세요. 셰이더가 손상되었습니다.</translation>
    </message>
    <message>
        <source>Check that you may read it.</source>
        <translation>읽기 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>디스크를 확인하세요.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>이름을 확인하세요.</translation>
    </message>
    <message>
        <source>Choose F16 for the conversation&apos;s memory, in the advanced settings or by --cache-type f16.</source>
        <translation>고급 설정이나 --cache-type f16으로 대화 메모리를 F16으로 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a .gguf file in it.</source>
        <translation>그 안의 .gguf 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a .gguf file on a disk.</source>
        <translation>디스크에 있는 .gguf 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a LLaMA model: its general.architecture is &apos;llama&apos;.</source>
        <translation>LLaMA 모델을 선택하세요. general.architecture가 &apos;llama&apos;인 모델입니다.</translation>
    </message>
    <message>
        <source>Choose a model whose rule is Llama 3&apos;s, &apos;llama-bpe&apos;: another would read your text wrongly.</source>
        <translation>Llama 3의 규칙인 &apos;llama-bpe&apos;를 쓰는 모델을 선택하세요. 다른 규칙은 텍스트를 잘못 읽습니다.</translation>
    </message>
    <message>
        <source>Choose a model whose tokenizer is &apos;llama&apos; (SentencePiece) or &apos;gpt2&apos; (byte pairs, as Llama 3).</source>
        <translation>토크나이저가 &apos;llama&apos;(SentencePiece) 또는 &apos;gpt2&apos;(Llama 3의 바이트 쌍)인 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose a smaller model or a stronger quantisation, or close other programs.</source>
        <translation>더 작은 모델이나 더 강한 양자화를 선택하거나 다른 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>Choose another chat format for it.</source>
        <translation>다른 대화 형식을 선택하세요.</translation>
    </message>
    <message>
        <source>Choose another device.</source>
        <translation>다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose another device; if none runs the model, please report it.</source>
        <translation>다른 장치를 선택하세요. 모델을 실행하는 장치가 없으면 알려 주세요.</translation>
    </message>
    <message>
        <source>Choose another model: answering without it would be silently wrong.</source>
        <translation>다른 모델을 선택하세요. 이것 없이 답하면 알아차리지 못하게 틀립니다.</translation>
    </message>
    <message>
        <source>Choose another model: leaving them out would be silently wrong.</source>
        <translation>다른 모델을 선택하세요. 빼고 답하면 알아차리지 못하게 틀립니다.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose layers that the model has.</source>
        <translation>모델에 있는 레이어를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose the model that the adapter belongs to.</source>
        <translation>어댑터가 속한 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Close other programs, make the context shorter or choose a smaller model.</source>
        <translation>다른 프로그램을 닫거나, 컨텍스트를 줄이거나, 더 작은 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context.</source>
        <translation>다른 프로그램을 닫거나, 더 작은 모델이나 더 짧은 컨텍스트를 선택하세요.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a stronger quantisation.</source>
        <translation>다른 프로그램을 닫거나, 더 작은 모델이나 더 강한 양자화를 선택하세요.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>다른 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>Convert it to GGUF first, or get the model as a .gguf file.</source>
        <translation>먼저 GGUF로 변환하거나 .gguf 파일로 된 모델을 구하세요.</translation>
    </message>
    <message>
        <source>Convert the model anew with a converter of May 2024 or later.</source>
        <translation>2024년 5월 이후의 변환기로 모델을 다시 변환하세요.</translation>
    </message>
    <message>
        <source>Convert the model anew.</source>
        <translation>모델을 다시 변환하세요.</translation>
    </message>
    <message>
        <source>Convert the original weights to GGUF with a current converter, or get the model as a .gguf file.</source>
        <translation>최신 변환기로 원본 가중치를 GGUF로 변환하거나 .gguf 파일로 된 모델을 구하세요.</translation>
    </message>
    <message>
        <source>Copy it to a local disk.</source>
        <translation>로컬 디스크로 복사하세요.</translation>
    </message>
    <message>
        <source>Delete it: what was computed can be computed again.</source>
        <translation>삭제하세요. 계산한 내용은 다시 계산할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices are measured again at the next start.</source>
        <translation>다음에 시작할 때 장치를 다시 측정합니다.</translation>
    </message>
    <message>
        <source>Free some space, or choose another place.</source>
        <translation>공간을 확보하거나 다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>파일을 다시 받으세요.</translation>
    </message>
    <message>
        <source>Get the model as %1, or convert it to that.</source>
        <translation>%1 형식의 모델을 구하거나 그 형식으로 변환하세요.</translation>
    </message>
    <message>
        <source>Give 0 for the likeliest token, or a positive number such as 0.8.</source>
        <translation>가장 가능성 높은 토큰은 0, 그 밖에는 0.8 같은 양수를 입력하세요.</translation>
    </message>
    <message>
        <source>Give a number from 0 to 1; 0 keeps all tokens.</source>
        <translation>0부터 1 사이의 수를 입력하세요. 0이면 모든 토큰을 남깁니다.</translation>
    </message>
    <message>
        <source>Give a number from 0 to 1; 1 keeps all tokens.</source>
        <translation>0부터 1 사이의 수를 입력하세요. 1이면 모든 토큰을 남깁니다.</translation>
    </message>
    <message>
        <source>Give a number; 0 changes nothing.</source>
        <translation>수를 입력하세요. 0이면 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Give a number; minus infinity forbids the token.</source>
        <translation>수를 입력하세요. 음의 무한대는 그 토큰을 금지합니다.</translation>
    </message>
    <message>
        <source>Give a positive number; 1 changes nothing, 1.1 is usual.</source>
        <translation>양수를 입력하세요. 1이면 바뀌지 않고, 보통 1.1을 씁니다.</translation>
    </message>
    <message>
        <source>Give a stride from 1 to the length of a window.</source>
        <translation>1부터 창 길이 사이의 간격을 입력하세요.</translation>
    </message>
    <message>
        <source>Give a text of at least 2 tokens; of thousands, for a figure that means something.</source>
        <translation>2토큰 이상의 텍스트를 주세요. 의미 있는 수치에는 수천 토큰이 필요합니다.</translation>
    </message>
    <message>
        <source>Give at least one token to go on from.</source>
        <translation>이어 갈 토큰을 하나 이상 주세요.</translation>
    </message>
    <message>
        <source>Give auto, cpu or vulkan:N; altiplano devices lists them.</source>
        <translation>auto, cpu 또는 vulkan:N을 입력하세요. altiplano devices로 목록을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Give auto, or cpu and vulkan:N in order, each with =LAYERS where you choose them; altiplano devices lists them.</source>
        <translation>auto를 입력하거나, cpu와 vulkan:N을 순서대로, 필요하면 =LAYERS를 붙여 입력하세요. altiplano devices로 목록을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Give them as many as the model has; a device without =LAYERS takes what is left.</source>
        <translation>모델의 레이어 수만큼 나누세요. =LAYERS가 없는 장치가 나머지를 맡습니다.</translation>
    </message>
    <message>
        <source>Go on with what it was made with, or choose another file.</source>
        <translation>만들 때 쓴 것으로 이어 가거나 다른 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Install one: mesa-vulkan-drivers, or that of the graphics card&apos;s maker.</source>
        <translation>mesa-vulkan-drivers나 그래픽 카드 제조사의 드라이버를 설치하세요.</translation>
    </message>
    <message>
        <source>Install the package libvulkan1 and a Vulkan driver (mesa-vulkan-drivers).</source>
        <translation>libvulkan1 패키지와 Vulkan 드라이버(mesa-vulkan-drivers)를 설치하세요.</translation>
    </message>
    <message>
        <source>Install the package vulkan-validationlayers.</source>
        <translation>vulkan-validationlayers 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>It holds no model, perhaps only a vocabulary: choose a model file.</source>
        <translation>모델이 없고 어휘만 있는 파일 같습니다. 모델 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Leave the device on auto, or install a driver: that of the graphics card&apos;s maker, or mesa-vulkan-drivers.</source>
        <translation>장치를 auto로 두거나, 그래픽 카드 제조사의 드라이버 또는 mesa-vulkan-drivers를 설치하세요.</translation>
    </message>
    <message>
        <source>Leave the file as it is while its model is loaded, and load it again.</source>
        <translation>모델을 쓰는 동안 파일을 바꾸지 말고 다시 불러오세요.</translation>
    </message>
    <message>
        <source>Load it to the end first.</source>
        <translation>먼저 끝까지 불러오세요.</translation>
    </message>
    <message>
        <source>Load the model again; if it happens again, update the graphics driver.</source>
        <translation>모델을 다시 불러오세요. 다시 발생하면 그래픽 드라이버를 업데이트하세요.</translation>
    </message>
    <message>
        <source>Make the context longer or the text shorter.</source>
        <translation>컨텍스트를 늘리거나 텍스트를 줄이세요.</translation>
    </message>
    <message>
        <source>Make the context longer.</source>
        <translation>컨텍스트를 늘리세요.</translation>
    </message>
    <message>
        <source>Make the context shorter in the settings, or choose a smaller model.</source>
        <translation>설정에서 컨텍스트를 줄이거나 더 작은 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Make the context shorter or choose a smaller model.</source>
        <translation>컨텍스트를 줄이거나 더 작은 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Make the tokens with this model&apos;s own tokenizer.</source>
        <translation>이 모델의 토크나이저로 토큰을 만드세요.</translation>
    </message>
    <message>
        <source>Mount /proc; Linux 3.14 or newer is needed.</source>
        <translation>/proc를 마운트하세요. Linux 3.14 이상이 필요합니다.</translation>
    </message>
    <message>
        <source>Name tokens by the numbers that this model&apos;s tokenizer gives.</source>
        <translation>이 모델의 토크나이저가 주는 번호로 토큰을 지정하세요.</translation>
    </message>
    <message>
        <source>Put all parts of the model into one folder, with the names they were published with.</source>
        <translation>모델의 모든 파일을 배포된 이름 그대로 한 폴더에 넣으세요.</translation>
    </message>
    <message>
        <source>Restart the program; if it happens again, update the graphics driver.</source>
        <translation>프로그램을 다시 시작하세요. 다시 발생하면 그래픽 드라이버를 업데이트하세요.</translation>
    </message>
    <message>
        <source>Rewind to a position inside the conversation.</source>
        <translation>대화 안의 위치로 되돌리세요.</translation>
    </message>
    <message>
        <source>Save it as UTF-8 first.</source>
        <translation>먼저 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>Send fewer tokens at a time.</source>
        <translation>한 번에 보내는 토큰을 줄이세요.</translation>
    </message>
    <message>
        <source>Shorten the message, or make the context longer in the settings.</source>
        <translation>메시지를 줄이거나 설정에서 컨텍스트를 늘리세요.</translation>
    </message>
    <message>
        <source>Shorten the text or make the context longer.</source>
        <translation>텍스트를 줄이거나 컨텍스트를 늘리세요.</translation>
    </message>
    <message>
        <source>Start a new conversation.</source>
        <translation>새 대화를 시작하세요.</translation>
    </message>
    <message>
        <source>Start it with a prompt.</source>
        <translation>프롬프트로 시작하세요.</translation>
    </message>
    <message>
        <source>The device stopped working; load the model again, or restart.</source>
        <translation>장치가 작동을 멈췄습니다. 모델을 다시 불러오거나 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The download is not complete or the file is damaged: get it again.</source>
        <translation>다운로드가 끝나지 않았거나 파일이 손상되었습니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file is damaged or no LLaMA model: get it again.</source>
        <translation>파일이 손상되었거나 LLaMA 모델이 아닙니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file is damaged or was converted wrongly: get it again.</source>
        <translation>파일이 손상되었거나 잘못 변환되었습니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file is damaged or was written wrongly: get it again.</source>
        <translation>파일이 손상되었거나 잘못 작성되었습니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file is damaged: get it again.</source>
        <translation>파일이 손상되었습니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file is not complete: get it again or convert it anew.</source>
        <translation>파일이 완전하지 않습니다. 다시 받거나 다시 변환하세요.</translation>
    </message>
    <message>
        <source>The file is not complete: get it again.</source>
        <translation>파일이 완전하지 않습니다. 다시 받으세요.</translation>
    </message>
    <message>
        <source>The file was written wrongly: get it again or convert it anew.</source>
        <translation>파일이 잘못 작성되었습니다. 다시 받거나 다시 변환하세요.</translation>
    </message>
    <message>
        <source>The parts do not belong together: get all of them again.</source>
        <translation>서로 맞지 않는 파일들입니다. 모두 다시 받으세요.</translation>
    </message>
    <message>
        <source>This is a fault of the program; please report it.</source>
        <translation>프로그램의 결함입니다. 알려 주세요.</translation>
    </message>
    <message>
        <source>This is an error of the program, please report it.</source>
        <translation>프로그램의 오류입니다. 알려 주세요.</translation>
    </message>
    <message>
        <source>Unpack it first.</source>
        <translation>먼저 압축을 푸세요.</translation>
    </message>
    <message>
        <source>Update its driver or choose another device.</source>
        <translation>드라이버를 업데이트하거나 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>Update the graphics driver or choose another device.</source>
        <translation>그래픽 드라이버를 업데이트하거나 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>Update the graphics driver: Vulkan 1.2 is needed.</source>
        <translation>그래픽 드라이버를 업데이트하세요. Vulkan 1.2가 필요합니다.</translation>
    </message>
    <message>
        <source>Update the package libvulkan1.</source>
        <translation>libvulkan1 패키지를 업데이트하세요.</translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation>먼저 메시지를 쓰세요.</translation>
    </message>
    <message>
        <source>Kernels are compiled again at the next start.</source>
        <translation>커널은 다음에 시작할 때 다시 컴파일됩니다.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1을(를) 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>no model is loaded</source>
        <translation>불러온 모델이 없습니다</translation>
    </message>
    <message>
        <source>the model is still being loaded</source>
        <translation>모델을 아직 불러오는 중입니다</translation>
    </message>
    <message>
        <source>the model&apos;s file is gone</source>
        <translation>모델 파일이 사라졌습니다</translation>
    </message>
    <message>
        <source>Check that the file is still there and may be read.</source>
        <translation>파일이 아직 있는지, 읽을 수 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>먼저 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Put it back, or choose another model.</source>
        <translation>파일을 되돌려 놓거나 다른 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>Wait until it is there.</source>
        <translation>다 불러올 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>다른 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Choose another data folder, or free some space.</source>
        <translation>다른 데이터 폴더를 고르거나 공간을 비우세요.</translation>
    </message>
    <message>
        <source>Set HOME, so that there is a data folder.</source>
        <translation>데이터 폴더가 있도록 HOME을 설정하세요.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>다른 모델을 고르세요.</translation>
    </message>
    <message>
        <source>Its weights hold values that are none: get the file again.</source>
        <translation>가중치에 숫자가 아닌 값이 들어 있습니다. 파일을 다시 받으세요.</translation>
    </message>
    <message>
        <source>Leave some without a bias of minus infinity.</source>
        <translation>음의 무한대 편향이 없는 토큰을 몇 개 남겨 두세요.</translation>
    </message>
    <message>
        <source>%1 needs %2 of memory, %3 can be had</source>
        <translation>%1에는 메모리 %2가 필요하지만 %3만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>With &quot;Conversation memory&quot; as Q8_0, in the advanced settings, it would fit.</source>
        <translation>고급 설정에서 &quot;대화 메모리&quot;를 Q8_0으로 하면 들어갑니다.</translation>
    </message>
    <message>
        <source>Choose a model without such a rule: another would read your text wrongly.</source>
        <translation>그런 규칙이 없는 모델을 고르세요. 다른 규칙은 글을 잘못 읽습니다.</translation>
    </message>
    <message>
        <source>Make the context shorter, or choose another device: the processor has no such limit.</source>
        <translation>컨텍스트를 줄이거나 다른 장치를 고르세요. 프로세서에는 이런 한계가 없습니다.</translation>
    </message>
    <message>
        <source>Update the graphics driver.</source>
        <translation>그래픽 드라이버를 업데이트하세요.</translation>
    </message>
    <message>
        <source>the model is not loaded yet</source>
        <translation>모델을 아직 다 불러오지 못했습니다</translation>
    </message>
    <message>
        <source>the conversation has 0 questions</source>
        <translation>대화에 질문이 없습니다</translation>
    </message>
    <message>
        <source>the text is not UTF-8 at byte %1</source>
        <translation>텍스트의 %1번째 바이트가 UTF-8이 아닙니다</translation>
    </message>
    <message>
        <source>the newest message has %1 tokens, the context has room for %2</source>
        <translation>마지막 메시지가 %1 토큰입니다. 컨텍스트에는 %2 토큰까지 들어갑니다</translation>
    </message>
    <message>
        <source>the system prompt and the newest message have %1 tokens, the context has room for %2</source>
        <translation>시스템 프롬프트와 마지막 메시지가 %1 토큰입니다. 컨텍스트에는 %2 토큰까지 들어갑니다</translation>
    </message>
    <message>
        <source>the prompt has 0 tokens</source>
        <translation>프롬프트에 토큰이 없습니다</translation>
    </message>
    <message>
        <source>the prompt has %1 tokens, a context of %2 has room for %3</source>
        <translation>프롬프트가 %1 토큰입니다. 컨텍스트 %2에는 %3 토큰까지 들어갑니다</translation>
    </message>
    <message>
        <source>token %1 is outside the vocabulary of %2</source>
        <translation>토큰 %1이(가) 어휘 %2개를 벗어납니다</translation>
    </message>
    <message>
        <source>the session has 0 tokens to go on from</source>
        <translation>이어 갈 토큰이 없습니다</translation>
    </message>
    <message>
        <source>position %1 is behind the session&apos;s %2 tokens</source>
        <translation>위치 %1이(가) 대화의 %2 토큰 뒤에 있습니다</translation>
    </message>
    <message>
        <source>a context of %1 tokens was asked for</source>
        <translation>%1 토큰의 컨텍스트를 요청했습니다</translation>
    </message>
    <message>
        <source>%1 tokens from position %2 do not fit a context of %3</source>
        <translation>위치 %2부터 %1 토큰은 컨텍스트 %3에 들어가지 않습니다</translation>
    </message>
    <message>
        <source>the first stage works on 1 batch</source>
        <translation>첫 번째 스테이지가 배치 1개를 처리하고 있습니다</translation>
    </message>
    <message>
        <source>a batch was sent while another is under way</source>
        <translation>다른 배치를 처리하는 중에 배치를 보냈습니다</translation>
    </message>
    <message>
        <source>ticket %1 names no batch under way</source>
        <translation>티켓 %1에 해당하는 처리 중인 배치가 없습니다</translation>
    </message>
    <message>
        <source>a batch has %1 tokens, 1 to %2 can be computed</source>
        <translation>배치가 %1 토큰입니다. 1에서 %2까지 계산할 수 있습니다</translation>
    </message>
    <message>
        <source>a batch has %1 tokens and %2 activations, 1 to %3 %4 can be computed</source>
        <translation>배치가 토큰 %1개와 활성값 %2개입니다. 1에서 %3까지(%4) 계산할 수 있습니다</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>times %1 activations</source>
        <translation>활성값 %1개씩</translation>
    </message>
    <message>
        <source>a stage that is not the first was sent %1 tokens and %2 activations, not rows of %3</source>
        <translation>첫 번째가 아닌 스테이지에 길이 %3의 행이 아니라 토큰 %1개와 활성값 %2개를 보냈습니다</translation>
    </message>
    <message>
        <source>%1 bytes for %2 positions of cache part %3 do not fit a cache of %4</source>
        <translation>캐시 부분 %3의 위치 %2개에 대한 %1바이트가 크기 %4의 캐시에 맞지 않습니다</translation>
    </message>
    <message>
        <source>the temperature is %1</source>
        <translation>온도가 %1입니다</translation>
    </message>
    <message>
        <source>the top-p is %1</source>
        <translation>top-p가 %1입니다</translation>
    </message>
    <message>
        <source>the min-p is %1</source>
        <translation>min-p가 %1입니다</translation>
    </message>
    <message>
        <source>the typical-p is %1</source>
        <translation>typical-p가 %1입니다</translation>
    </message>
    <message>
        <source>the repetition penalty is %1</source>
        <translation>반복 페널티가 %1입니다</translation>
    </message>
    <message>
        <source>the presence penalty is %1</source>
        <translation>존재 페널티가 %1입니다</translation>
    </message>
    <message>
        <source>the frequency penalty is %1</source>
        <translation>빈도 페널티가 %1입니다</translation>
    </message>
    <message>
        <source>a bias names token %1, the vocabulary has %2</source>
        <translation>편향이 토큰 %1을(를) 가리키는데, 어휘의 토큰은 %2개입니다</translation>
    </message>
    <message>
        <source>the bias of token %1 is %2</source>
        <translation>토큰 %1의 편향이 %2입니다</translation>
    </message>
    <message>
        <source>the biases forbid all %1 tokens of the vocabulary</source>
        <translation>편향이 어휘의 토큰 %1개를 모두 금지합니다</translation>
    </message>
    <message>
        <source>the model&apos;s logits are no numbers within the first %1 tokens</source>
        <translation>처음 %1 토큰 안에서 모델의 로짓이 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>the text has %1 tokens</source>
        <translation>텍스트가 %1 토큰입니다</translation>
    </message>
    <message>
        <source>the stride is %1, a window has %2 tokens</source>
        <translation>간격이 %1인데, 창은 %2 토큰입니다</translation>
    </message>
    <message>
        <source>the stride is %1, a window has %2 tokens beside the one that begins a text</source>
        <translation>간격이 %1인데, 창은 텍스트를 시작하는 토큰 말고 %2 토큰입니다</translation>
    </message>
    <message>
        <source>%1 is no session file</source>
        <translation>%1은(는) 세션 파일이 아닙니다</translation>
    </message>
    <message>
        <source>%1 is of version %2, this program reads %3</source>
        <translation>%1은(는) 버전 %2입니다. 이 프로그램은 %3을(를) 읽습니다</translation>
    </message>
    <message>
        <source>%1 was made with another model file</source>
        <translation>%1은(는) 다른 모델 파일로 만들었습니다</translation>
    </message>
    <message>
        <source>%1 was made on another device</source>
        <translation>%1은(는) 다른 장치에서 만들었습니다</translation>
    </message>
    <message>
        <source>%1 was made with the layers shared out in another way, on %2 devices, %3 are here</source>
        <translation>%1은(는) 레이어를 장치 %2개에 다르게 나누어 만들었습니다. 여기에는 %3개가 있습니다</translation>
    </message>
    <message>
        <source>%1 was computed with --precision %2, %3 is wanted</source>
        <translation>%1은(는) --precision %2(으)로 계산했습니다. 지금은 %3입니다</translation>
    </message>
    <message>
        <source>%1 has a cache of type %2, %3 is wanted</source>
        <translation>%1의 캐시는 %2 형식입니다. 지금은 %3입니다</translation>
    </message>
    <message>
        <source>%1 has %2 tokens, a context of %3 has room for %4</source>
        <translation>%1은(는) %2 토큰입니다. 컨텍스트 %3에는 %4 토큰까지 들어갑니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it ends at byte %2, before its end</source>
        <translation>%1이(가) 손상되었습니다. 끝나기 전에 %2번째 바이트에서 끊깁니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has a text of %2 bytes, which cannot be</source>
        <translation>%1이(가) 손상되었습니다. 있을 수 없는 %2바이트 텍스트가 있습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has a cache of type %2</source>
        <translation>%1이(가) 손상되었습니다. 형식 %2의 캐시가 있습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it was computed with precision %2, which there is not</source>
        <translation>%1이(가) 손상되었습니다. 없는 정밀도 %2(으)로 계산되었습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 tokens, which cannot be</source>
        <translation>%1이(가) 손상되었습니다. 있을 수 없는 %2 토큰이 있습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 stages, which cannot be</source>
        <translation>%1이(가) 손상되었습니다. 있을 수 없는 스테이지 %2개가 있습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 bytes, stage %3 alone has %4 times %5</source>
        <translation>%1이(가) 손상되었습니다. %2바이트인데 스테이지 %3만 해도 %4 x %5바이트입니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 bytes, it should have %3</source>
        <translation>%1이(가) 손상되었습니다. %2바이트인데 %3바이트여야 합니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has changed since it was written, its checksum is wrong</source>
        <translation>%1이(가) 손상되었습니다. 저장된 뒤에 바뀌어 체크섬이 맞지 않습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 tokens, and caches of another number</source>
        <translation>%1이(가) 손상되었습니다. %2 토큰인데 캐시의 개수가 다릅니다</translation>
    </message>
    <message>
        <source>%1 is damaged: it has the token %2, which is outside the vocabulary of %3</source>
        <translation>%1이(가) 손상되었습니다. 어휘 %3개를 벗어나는 토큰 %2이(가) 있습니다</translation>
    </message>
    <message>
        <source>a note of %1 bytes does not fit a session file, %2 do</source>
        <translation>%1바이트의 메모는 세션 파일에 들어가지 않습니다. %2바이트까지 들어갑니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; names no device</source>
        <translation>&apos;%1&apos;은(는) 장치 이름이 아닙니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; gives no number of layers</source>
        <translation>&apos;%1&apos;에 레이어 수가 없습니다</translation>
    </message>
    <message>
        <source>more than %1 stages were asked for</source>
        <translation>스테이지를 %1개보다 많이 요청했습니다</translation>
    </message>
    <message>
        <source>the devices are given %1 layers, %2 has %3</source>
        <translation>장치에 레이어 %1개를 지정했는데, %2의 레이어는 %3개입니다</translation>
    </message>
    <message>
        <source>the devices are given %1 layers, which leaves none for the one without a number, %2 has %3</source>
        <translation>장치에 레이어 %1개를 지정하여 수를 정하지 않은 장치에는 남지 않습니다. %2의 레이어는 %3개입니다</translation>
    </message>
    <message>
        <source>%1 layers from layer %2 were asked for, %3 has %4</source>
        <translation>레이어 %2부터 %1개를 요청했는데, %3의 레이어는 %4개입니다</translation>
    </message>
    <message>
        <source>layers %1 to %2 were asked for, the model has %3</source>
        <translation>레이어 %1에서 %2까지 요청했는데, 모델의 레이어는 %3개입니다</translation>
    </message>
    <message>
        <source>there is no device vulkan:%1, 1 was found</source>
        <translation>장치 vulkan:%1이(가) 없습니다. 1개를 찾았습니다</translation>
    </message>
    <message>
        <source>there is no device vulkan:%1, %2 were found</source>
        <translation>장치 vulkan:%1이(가) 없습니다. %2개를 찾았습니다</translation>
    </message>
    <message>
        <source>there is no device feature named &apos;%1&apos;</source>
        <translation>&apos;%1&apos;(이)라는 장치 기능이 없습니다</translation>
    </message>
    <message>
        <source>no Vulkan device was found (0 devices)</source>
        <translation>Vulkan 장치를 찾지 못했습니다(0개)</translation>
    </message>
    <message>
        <source>no Vulkan driver was found</source>
        <translation>Vulkan 드라이버를 찾지 못했습니다</translation>
    </message>
    <message>
        <source>the Vulkan driver lacks %1</source>
        <translation>Vulkan 드라이버에 %1이(가) 없습니다</translation>
    </message>
    <message>
        <source>the Vulkan loader %1 cannot be opened</source>
        <translation>Vulkan 로더 %1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>the Vulkan loader is version %1.%2, 1.2 is needed</source>
        <translation>Vulkan 로더의 버전이 %1.%2입니다. 1.2가 필요합니다</translation>
    </message>
    <message>
        <source>the layer %1 is not installed</source>
        <translation>레이어 %1이(가) 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1을(를) 사용할 수 없습니다: %2</translation>
    </message>
    <message>
        <source>it has Vulkan %1, 1.2 is needed</source>
        <translation>Vulkan %1입니다. 1.2가 필요합니다</translation>
    </message>
    <message>
        <source>it has no compute queue</source>
        <translation>계산 큐가 없습니다</translation>
    </message>
    <message>
        <source>there is no place to keep a device&apos;s tuning in</source>
        <translation>장치의 튜닝 결과를 저장할 곳이 없습니다</translation>
    </message>
    <message>
        <source>%1 needs %2 of memory, %3 are available</source>
        <translation>%1에는 메모리 %2가 필요하지만 %3만 남아 있습니다</translation>
    </message>
    <message>
        <source>%1 needs %2 of device memory, %3 are free</source>
        <translation>%1에는 장치 메모리 %2가 필요하지만 %3만 비어 있습니다</translation>
    </message>
    <message>
        <source>%1 needs %2 in one piece, the device gives at most %3</source>
        <translation>%1에는 한 덩어리로 %2가 필요하지만 장치는 %3까지만 내줍니다</translation>
    </message>
    <message>
        <source>%1 layers of %2 on %3 need %4, %5 can be had</source>
        <translation>%3에서 %2의 레이어 %1개에는 %4가 필요하지만 %5만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>the weights of %1 need %2 of device memory, %3 are free</source>
        <translation>%1의 가중치에는 장치 메모리 %2가 필요하지만 %3만 비어 있습니다</translation>
    </message>
    <message>
        <source>a context of %1 tokens needs %2 of device memory, %3 are free</source>
        <translation>%1 토큰의 컨텍스트에는 장치 메모리 %2가 필요하지만 %3만 비어 있습니다</translation>
    </message>
    <message>
        <source>a context of %1 tokens needs %2 at once for %3, the device takes at most %4</source>
        <translation>%1 토큰의 컨텍스트에는 %3에 한 번에 %2가 필요하지만 장치는 %4까지만 받습니다</translation>
    </message>
    <message>
        <source>there is no memory left for %1</source>
        <translation>%1에 쓸 메모리가 남아 있지 않습니다</translation>
    </message>
    <message>
        <source>%1 bytes of memory cannot be had: %2</source>
        <translation>메모리 %1바이트를 얻을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>the device has no memory type for %1</source>
        <translation>장치에 %1을(를) 위한 메모리 형식이 없습니다</translation>
    </message>
    <message>
        <source>/proc/meminfo does not say how much memory is available (no MemAvailable)</source>
        <translation>/proc/meminfo에 사용 가능한 메모리(MemAvailable)가 없습니다</translation>
    </message>
    <message>
        <source>%1 on the processor</source>
        <translation>프로세서의 %1</translation>
    </message>
    <message>
        <source>a context of %1 tokens</source>
        <translation>%1 토큰의 컨텍스트</translation>
    </message>
    <message>
        <source>the tensor %1 of %2</source>
        <translation>%2의 텐서 %1</translation>
    </message>
    <message>
        <source>the key and value cache of %1 positions</source>
        <translation>위치 %1개의 키·값 캐시</translation>
    </message>
    <message>
        <source>scratch for %1 tokens</source>
        <translation>%1 토큰의 작업 공간</translation>
    </message>
    <message>
        <source>the table of rotations</source>
        <translation>회전 표</translation>
    </message>
    <message>
        <source>logits of %1 tokens</source>
        <translation>%1 토큰의 로짓</translation>
    </message>
    <message>
        <source>norm weights</source>
        <translation>정규화 가중치</translation>
    </message>
    <message>
        <source>the way to device memory</source>
        <translation>장치 메모리로 가는 버퍼</translation>
    </message>
    <message>
        <source>a copy of the cache</source>
        <translation>캐시의 사본</translation>
    </message>
    <message>
        <source>a product to compare</source>
        <translation>비교할 행렬 곱</translation>
    </message>
    <message>
        <source>a plain read</source>
        <translation>단순 읽기</translation>
    </message>
    <message>
        <source>the end of a plain read</source>
        <translation>단순 읽기의 끝</translation>
    </message>
    <message>
        <source>a conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>a batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>a result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>%1 returned %2 (%3)</source>
        <translation>%1이(가) %2(%3)을(를) 반환했습니다</translation>
    </message>
    <message>
        <source>an unknown VkResult</source>
        <translation>알 수 없는 VkResult</translation>
    </message>
    <message>
        <source>%1 has not ended after %2 s</source>
        <translation>%1이(가) %2초가 지나도 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>a submission has not ended after %1 s</source>
        <translation>제출한 작업이 %1초가 지나도 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>a copy has not ended after %1 s</source>
        <translation>복사가 %1초가 지나도 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>reading a gigabyte has not ended after 60 s</source>
        <translation>1기가바이트를 읽는 작업이 60초가 지나도 끝나지 않았습니다</translation>
    </message>
    <message>
        <source>reading the cache</source>
        <translation>캐시 읽기</translation>
    </message>
    <message>
        <source>writing the cache</source>
        <translation>캐시 쓰기</translation>
    </message>
    <message>
        <source>clearing memory</source>
        <translation>메모리 지우기</translation>
    </message>
    <message>
        <source>finding the exponents of weights</source>
        <translation>가중치의 지수 찾기</translation>
    </message>
    <message>
        <source>a product in %1 is wrong: %2</source>
        <translation>%1 형식의 행렬 곱이 틀립니다: %2</translation>
    </message>
    <message>
        <source>token %1 and row %2 give %3, not %4</source>
        <translation>토큰 %1와(과) 행 %2의 결과가 %4이(가) 아니라 %3입니다</translation>
    </message>
    <message>
        <source>cooperative-matrix (%1)</source>
        <translation>cooperative-matrix(%1)</translation>
    </message>
    <message>
        <source>the program ended while its products were compared</source>
        <translation>행렬 곱을 비교하는 중에 프로그램이 끝났습니다</translation>
    </message>
    <message>
        <source>a chain of dispatches</source>
        <translation>이어진 디스패치</translation>
    </message>
    <message>
        <source>a chain of dispatches handed on %1, not %2</source>
        <translation>이어진 디스패치가 %2이(가) 아니라 %1을(를) 넘겨주었습니다</translation>
    </message>
    <message>
        <source>a workgroup waited in vain for those before it</source>
        <translation>작업 그룹이 앞선 작업 그룹을 헛되이 기다렸습니다</translation>
    </message>
    <message>
        <source>chained-dispatches (%1)</source>
        <translation>chained-dispatches(%1)</translation>
    </message>
    <message>
        <source>chained-dispatches (the device lacks the memory model, packed dot products or %1 buffers)</source>
        <translation>chained-dispatches(장치에 메모리 모델, 묶음 내적 또는 버퍼 %1개가 없습니다)</translation>
    </message>
    <message>
        <source>the program ended while its dispatches were chained</source>
        <translation>디스패치를 이어 보는 중에 프로그램이 끝났습니다</translation>
    </message>
    <message>
        <source>chained kernels stand beside others without a barrier between</source>
        <translation>이어진 커널이 장벽 없이 다른 커널과 나란히 있습니다</translation>
    </message>
    <message>
        <source>the model&apos;s results are no finite numbers, nothing can be compared</source>
        <translation>모델의 결과가 유한한 숫자가 아니어서 비교할 수 없습니다</translation>
    </message>
    <message>
        <source>its results differ</source>
        <translation>결과가 다릅니다</translation>
    </message>
    <message>
        <source>a team of 0 threads cannot work</source>
        <translation>스레드 0개로는 작업할 수 없습니다</translation>
    </message>
    <message>
        <source>the system starts no more than %1 of %2 threads: %3</source>
        <translation>시스템이 스레드 %2개 중 %1개까지만 시작합니다: %3</translation>
    </message>
    <message>
        <source>the system starts no thread to compute with: %1</source>
        <translation>시스템이 계산할 스레드를 시작하지 않습니다: %1</translation>
    </message>
    <message>
        <source>the program has no shader named %1</source>
        <translation>프로그램에 %1(이)라는 셰이더가 없습니다</translation>
    </message>
    <message>
        <source>kernel %1 needs SPIR-V capability %2, which no device is asked for</source>
        <translation>커널 %1에 SPIR-V 기능 %2이(가) 필요한데, 이 기능은 장치에 요청하지 않습니다</translation>
    </message>
    <message>
        <source>kernel %1 needs %2, which the device does not have</source>
        <translation>커널 %1에 필요한 %2이(가) 장치에 없습니다</translation>
    </message>
    <message>
        <source>kernel %1 has %2 bytes of push constants, the device takes %3</source>
        <translation>커널 %1의 푸시 상수가 %2바이트입니다. 장치는 %3바이트까지 받습니다</translation>
    </message>
    <message>
        <source>kernel %1 binds %2 buffers, the device takes %3</source>
        <translation>커널 %1이(가) 버퍼 %2개를 바인딩합니다. 장치는 %3개까지 받습니다</translation>
    </message>
    <message>
        <source>kernel %1 has workgroups of %2 x %3 x %4, the device takes %5 x %6 x %7 and %8 in all</source>
        <translation>커널 %1의 작업 그룹이 %2 x %3 x %4입니다. 장치는 %5 x %6 x %7, 모두 %8까지 받습니다</translation>
    </message>
    <message>
        <source>kernel %1 takes %2 buffers and %3 bytes of parameters, not %4 and %5</source>
        <translation>커널 %1은(는) 버퍼 %2개와 매개변수 %3바이트를 받습니다. %4개와 %5바이트가 아닙니다</translation>
    </message>
    <message>
        <source>kernel %1 was given a view of %2 bytes at %3 that cannot be bound</source>
        <translation>커널 %1에 바인딩할 수 없는 뷰(%3 위치의 %2바이트)를 주었습니다</translation>
    </message>
    <message>
        <source>kernel %1 was given %2 x %3 x %4 workgroups, the device takes %5 x %6 x %7</source>
        <translation>커널 %1에 작업 그룹 %2 x %3 x %4을(를) 주었습니다. 장치는 %5 x %6 x %7까지 받습니다</translation>
    </message>
    <message>
        <source>kernel %1 was given no numbers of workgroups</source>
        <translation>커널 %1에 작업 그룹의 수를 주지 않았습니다</translation>
    </message>
    <message>
        <source>a copy of %1 bytes to %2 bytes leaves its buffers</source>
        <translation>%1바이트를 %2바이트에 복사하면 버퍼를 벗어납니다</translation>
    </message>
    <message>
        <source>a fill of %1 bytes at %2 leaves its buffer</source>
        <translation>%2 위치의 %1바이트를 채우면 버퍼를 벗어납니다</translation>
    </message>
    <message>
        <source>a Q8_0 cache needs a head size that is a multiple of %1, this model&apos;s is %2</source>
        <translation>Q8_0 캐시에는 헤드 크기가 %1의 배수여야 하는데, 이 모델은 %2입니다</translation>
    </message>
    <message>
        <source>there is no cache of type %1</source>
        <translation>형식 %1의 캐시가 없습니다</translation>
    </message>
    <message>
        <source>%1 can not be decoded</source>
        <translation>%1을(를) 디코딩할 수 없습니다</translation>
    </message>
    <message>
        <source>a matrix of type %1 has no device layout</source>
        <translation>형식 %1의 행렬은 장치 배치가 없습니다</translation>
    </message>
    <message>
        <source>a matrix of type %1 has %2 columns, no multiple of %3</source>
        <translation>형식 %1의 행렬이 %2열입니다. %3의 배수가 아닙니다</translation>
    </message>
    <message>
        <source>a device matrix of no tensor</source>
        <translation>텐서가 없는 장치 행렬입니다</translation>
    </message>
    <message>
        <source>a matrix has 0 rows</source>
        <translation>행렬에 행이 없습니다</translation>
    </message>
    <message>
        <source>interleaved matrices have %1 and %2 rows</source>
        <translation>서로 끼워 넣는 행렬이 %1행과 %2행입니다</translation>
    </message>
    <message>
        <source>a matrix of %1 groups of 8 rows and %2 columns is too large</source>
        <translation>8행 묶음 %1개와 %2열의 행렬은 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 rows of %2 columns take %3 bytes and the device binds at most %4</source>
        <translation>%2열의 행 %1개는 %3바이트인데 장치는 %4바이트까지 바인딩합니다</translation>
    </message>
    <message>
        <source>%1 rows of %2 bytes come in %3 bytes</source>
        <translation>%2바이트의 행 %1개가 %3바이트로 왔습니다</translation>
    </message>
    <message>
        <source>groups %1 to %2 do not fit into %3 groups from %4</source>
        <translation>묶음 %1에서 %2까지는 %4부터의 묶음 %3개에 들어가지 않습니다</translation>
    </message>
    <message>
        <source>a shader has %1 words, a header needs 5</source>
        <translation>셰이더가 %1워드입니다. 헤더에는 5워드가 필요합니다</translation>
    </message>
    <message>
        <source>a shader begins with %1, not %2</source>
        <translation>셰이더가 %2이(가) 아니라 %1(으)로 시작합니다</translation>
    </message>
    <message>
        <source>a shader&apos;s instruction at word %1 has %2 words, %3 are left</source>
        <translation>셰이더의 %1번째 워드에 있는 명령이 %2워드인데 %3워드만 남았습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s type has no id</source>
        <translation>셰이더의 형식에 번호가 없습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s variable has no storage class</source>
        <translation>셰이더의 변수에 저장 종류가 없습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s workgroup size has %1 numbers, not 3</source>
        <translation>셰이더의 작업 그룹 크기가 숫자 3개가 아니라 %1개입니다</translation>
    </message>
    <message>
        <source>a shader&apos;s workgroup size is no constant</source>
        <translation>셰이더의 작업 그룹 크기가 상수가 아닙니다</translation>
    </message>
    <message>
        <source>a shader names no workgroup size</source>
        <translation>셰이더에 작업 그룹 크기가 없습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s push constants have no type</source>
        <translation>셰이더의 푸시 상수에 형식이 없습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s push constants have no size</source>
        <translation>셰이더의 푸시 상수에 크기가 없습니다</translation>
    </message>
    <message>
        <source>a shader&apos;s push constants take %1 bytes</source>
        <translation>셰이더의 푸시 상수가 %1바이트입니다</translation>
    </message>
    <message>
        <source>a shader uses descriptor set %1, only 0 is bound</source>
        <translation>셰이더가 디스크립터 집합 %1을(를) 사용합니다. 0만 바인딩됩니다</translation>
    </message>
    <message>
        <source>a shader&apos;s binding %1 is no storage buffer</source>
        <translation>셰이더의 바인딩 %1이(가) 저장 버퍼가 아닙니다</translation>
    </message>
    <message>
        <source>there is no file %1</source>
        <translation>%1 파일이 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>%1을(를) 열 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 (%2 bytes) cannot be mapped: %3</source>
        <translation>%1(%2바이트)을(를) 메모리에 매핑할 수 없습니다: %3</translation>
    </message>
    <message>
        <source>%1 is a folder</source>
        <translation>%1은(는) 폴더입니다</translation>
    </message>
    <message>
        <source>%1 is no regular file but a pipe or device</source>
        <translation>%1은(는) 일반 파일이 아니라 파이프나 장치입니다</translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes)</source>
        <translation>%1은(는) 비어 있습니다(0바이트)</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, %3 at %4 were asked for</source>
        <translation>%1은(는) %2바이트인데, %4 위치에서 %3바이트를 요청했습니다</translation>
    </message>
    <message>
        <source>%1 became shorter than %2 bytes while it was in use</source>
        <translation>%1이(가) 사용 중에 %2바이트보다 짧아졌습니다</translation>
    </message>
    <message>
        <source>it is no plain file</source>
        <translation>일반 파일이 아닙니다</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>%1 is an old GGML file, from before GGUF</source>
        <translation>%1은(는) GGUF 이전의 오래된 GGML 파일입니다</translation>
    </message>
    <message>
        <source>%1 is an old GGMF file, from before GGUF</source>
        <translation>%1은(는) GGUF 이전의 오래된 GGMF 파일입니다</translation>
    </message>
    <message>
        <source>%1 is an old GGJT file, from before GGUF</source>
        <translation>%1은(는) GGUF 이전의 오래된 GGJT 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a GGLA adapter, not a model</source>
        <translation>%1은(는) 모델이 아니라 GGLA 어댑터입니다</translation>
    </message>
    <message>
        <source>%1 is a PyTorch checkpoint or another ZIP archive</source>
        <translation>%1은(는) PyTorch 체크포인트이거나 다른 ZIP 압축 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a PyTorch pickle</source>
        <translation>%1은(는) PyTorch pickle 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a Python pickle</source>
        <translation>%1은(는) Python pickle 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a gzip archive</source>
        <translation>%1은(는) gzip 압축 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a Git LFS pointer, not the model itself</source>
        <translation>%1은(는) 모델 자체가 아니라 Git LFS 포인터입니다</translation>
    </message>
    <message>
        <source>%1 is a web page</source>
        <translation>%1은(는) 웹 페이지입니다</translation>
    </message>
    <message>
        <source>%1 is a GGUF file of version 1; versions 2 and 3 are read</source>
        <translation>%1은(는) 버전 1의 GGUF 파일입니다. 버전 2와 3을 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>%1 is a GGUF file of version %2; versions 2 and 3 are read</source>
        <translation>%1은(는) 버전 %2의 GGUF 파일입니다. 버전 2와 3을 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>%1 is a big-endian GGUF file</source>
        <translation>%1은(는) 빅 엔디언 GGUF 파일입니다</translation>
    </message>
    <message>
        <source>%1 is a safetensors file</source>
        <translation>%1은(는) safetensors 파일입니다</translation>
    </message>
    <message>
        <source>%1 is not a GGUF file (%2 bytes)</source>
        <translation>%1은(는) GGUF 파일이 아닙니다(%2바이트)</translation>
    </message>
    <message>
        <source>%1 ends too soon: it has %2 bytes, a GGUF header needs 24</source>
        <translation>%1이(가) 너무 일찍 끝납니다. %2바이트인데 GGUF 헤더에는 24바이트가 필요합니다</translation>
    </message>
    <message>
        <source>%1 ends too soon: %2 needs %3 x %4 bytes at %5, %6 are left</source>
        <translation>%1이(가) 너무 일찍 끝납니다. %5 위치에서 %2에 %3 x %4바이트가 필요한데 %6바이트만 남았습니다</translation>
    </message>
    <message>
        <source>%1 ends too soon: it has %2 bytes, by its header there should be %3</source>
        <translation>%1이(가) 너무 일찍 끝납니다. %2바이트인데 헤더대로라면 %3바이트여야 합니다</translation>
    </message>
    <message>
        <source>%1 ends too soon: its %2 %3 need at least %4 bytes, %5 are left</source>
        <translation>%1이(가) 너무 일찍 끝납니다. %3 %2개에 %4바이트 이상이 필요한데 %5바이트만 남았습니다</translation>
    </message>
    <message>
        <source>%1 has a %2 of %3 bytes at %4, at most %5 are read</source>
        <translation>%1의 %4 위치에 %3바이트 길이의 %2이(가) 있습니다. %5바이트까지만 읽습니다</translation>
    </message>
    <message>
        <source>%1 has a %2 that is not UTF-8 at %3</source>
        <translation>%1의 %3 위치에 UTF-8이 아닌 %2이(가) 있습니다</translation>
    </message>
    <message>
        <source>%1 has a %2 with control characters: &apos;%3&apos;</source>
        <translation>%1에 제어 문자가 든 %2이(가) 있습니다: &apos;%3&apos;</translation>
    </message>
    <message>
        <source>%1 has an array of %2 values, at most %3 are read</source>
        <translation>%1에 값이 %2개인 배열이 있습니다. %3개까지만 읽습니다</translation>
    </message>
    <message>
        <source>%1 has arrays within an array</source>
        <translation>%1에 배열 속의 배열이 있습니다</translation>
    </message>
    <message>
        <source>%1 has an array of the unknown type %2</source>
        <translation>%1에 알 수 없는 형식 %2의 배열이 있습니다</translation>
    </message>
    <message>
        <source>%1 claims %2 %3, at most %4 are read</source>
        <translation>%1에는 %3이(가) %2개라고 되어 있습니다. %4개까지만 읽습니다</translation>
    </message>
    <message>
        <source>%1 has the key %2 twice</source>
        <translation>%1에 키 %2이(가) 두 번 있습니다</translation>
    </message>
    <message>
        <source>%1 has the tensor %2 twice</source>
        <translation>%1에 텐서 %2이(가) 두 번 있습니다</translation>
    </message>
    <message>
        <source>%1: %2 is a truth value of %3</source>
        <translation>%1: %2은(는) 참/거짓이어야 하는데 %3입니다</translation>
    </message>
    <message>
        <source>%1: %2 has the unknown type %3</source>
        <translation>%1: %2의 형식 %3을(를) 알 수 없습니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 is stored as %3 (type %4), which this program does not run</source>
        <translation>%1: 텐서 %2이(가) %3(형식 %4)으로 저장되어 있는데, 이 프로그램은 이 형식을 실행하지 못합니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 has a dimension of 0</source>
        <translation>%1: 텐서 %2에 크기가 0인 차원이 있습니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 has more than 2^63 weights</source>
        <translation>%1: 텐서 %2의 가중치가 2^63개를 넘습니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 has more than 2^63 bytes</source>
        <translation>%1: 텐서 %2의 크기가 2^63바이트를 넘습니다</translation>
    </message>
    <message>
        <source>%1: the rows of tensor %2 have %3 weights, %4 needs a multiple of %5</source>
        <translation>%1: 텐서 %2의 행은 가중치가 %3개인데, %4에는 %5의 배수가 필요합니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 has %3 dimensions, 1 to %4 are possible</source>
        <translation>%1: 텐서 %2은(는) %3차원입니다. 1에서 %4까지 가능합니다</translation>
    </message>
    <message>
        <source>%1: general.alignment is %2, a power of two from 8 to %3 is needed</source>
        <translation>%1: general.alignment가 %2입니다. 8에서 %3까지의 2의 거듭제곱이어야 합니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 begins at %3, which is no multiple of %4</source>
        <translation>%1: 텐서 %2이(가) %4의 배수가 아닌 %3에서 시작합니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 (%3 bytes at %4) lies where no file reaches</source>
        <translation>%1: 텐서 %2(%4 위치의 %3바이트)이(가) 파일이 있을 수 없는 곳에 있습니다</translation>
    </message>
    <message>
        <source>%1: tensors %2 and %3 overlap at %4</source>
        <translation>%1: 텐서 %2와(과) %3이(가) %4에서 겹칩니다</translation>
    </message>
    <message>
        <source>tensor %1 has %2 bytes, %3 at %4 were asked for</source>
        <translation>텐서 %1은(는) %2바이트인데, %4 위치에서 %3바이트를 요청했습니다</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>숫자가 아닌 값</translation>
    </message>
    <message>
        <source>magic</source>
        <translation>매직 넘버</translation>
    </message>
    <message>
        <source>version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>array</source>
        <translation>배열</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>number of tensors</source>
        <translation>텐서 개수</translation>
    </message>
    <message>
        <source>number of keys</source>
        <translation>키 개수</translation>
    </message>
    <message>
        <source>value type</source>
        <translation>값 형식</translation>
    </message>
    <message>
        <source>array type</source>
        <translation>배열 형식</translation>
    </message>
    <message>
        <source>array length</source>
        <translation>배열 길이</translation>
    </message>
    <message>
        <source>array of texts</source>
        <translation>텍스트 배열</translation>
    </message>
    <message>
        <source>text in an array</source>
        <translation>배열 속 텍스트</translation>
    </message>
    <message>
        <source>tensor name</source>
        <translation>텐서 이름</translation>
    </message>
    <message>
        <source>tensor type</source>
        <translation>텐서 형식</translation>
    </message>
    <message>
        <source>tensor shape</source>
        <translation>텐서 모양</translation>
    </message>
    <message>
        <source>tensor offset</source>
        <translation>텐서 위치</translation>
    </message>
    <message>
        <source>number of dimensions</source>
        <translation>차원 수</translation>
    </message>
    <message>
        <source>%1 lacks the key %2</source>
        <translation>%1에 키 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: %2 is no list of the right type</source>
        <translation>%1: %2은(는) 알맞은 형식의 목록이 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 is no truth value</source>
        <translation>%1: %2은(는) 참/거짓 값이 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 is %3, %4 is needed in part %5 of %6</source>
        <translation>%1: %2이(가) %3입니다. 파일 %6개 중 %5번째에서는 %4이어야 합니다</translation>
    </message>
    <message>
        <source>%1: split.count is %2, 1 to %3 are possible</source>
        <translation>%1: split.count가 %2입니다. 1에서 %3까지 가능합니다</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model, but its name does not end in -00001-of-%3.gguf or another number up to %4</source>
        <translation>%1은(는) 파일 %2개로 나뉜 모델의 일부인데, 이름이 -00001-of-%3.gguf(번호는 %4까지)로 끝나지 않습니다</translation>
    </message>
    <message>
        <source>part %1 of %2 cannot be read: %3</source>
        <translation>파일 %2개 중 %1번째를 읽을 수 없습니다: %3</translation>
    </message>
    <message>
        <source>%1: part %2 has the tensor %3, which part %4 has too</source>
        <translation>%1: %2번째 파일의 텐서 %3이(가) %4번째 파일에도 있습니다</translation>
    </message>
    <message>
        <source>%1: the %2 parts have %3 tensors, split.tensors.count is %4</source>
        <translation>%1: 파일 %2개의 텐서는 %3개인데 split.tensors.count는 %4입니다</translation>
    </message>
    <message>
        <source>%1 is a model of the architecture &apos;%2&apos;</source>
        <translation>%1은(는) &apos;%2&apos; 구조의 모델입니다</translation>
    </message>
    <message>
        <source>%1: its layers differ in %2 (%3 and %4), which is not supported</source>
        <translation>%1: 레이어마다 %2이(가) 다릅니다(%3와(과) %4). 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1: it has %2 (%3 is %4), which is not supported</source>
        <translation>%1: %2이(가) 있습니다(%3: %4). 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1: %2 is %3, 1 to %4 make sense</source>
        <translation>%1: %2이(가) %3입니다. 1에서 %4까지여야 합니다</translation>
    </message>
    <message>
        <source>%1: token_embd.weight is no matrix of at most %2 rows</source>
        <translation>%1: token_embd.weight가 %2행 이하의 행렬이 아닙니다</translation>
    </message>
    <message>
        <source>%1: llama.vocab_size is %2, token_embd.weight has %3 rows</source>
        <translation>%1: llama.vocab_size는 %2인데 token_embd.weight는 %3행입니다</translation>
    </message>
    <message>
        <source>%1: %2 heads cannot share %3 key and value heads</source>
        <translation>%1: 헤드 %2개가 키·값 헤드 %3개를 나누어 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>%1: a head has %2 values, an even number up to %3 is needed</source>
        <translation>%1: 헤드의 값이 %2개입니다. %3 이하의 짝수여야 합니다</translation>
    </message>
    <message>
        <source>%1: heads with keys of %2 values and values of %3 are not supported</source>
        <translation>%1: 키의 크기가 %2이고 값의 크기가 %3인 헤드는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1: llama.attention.layer_norm_rms_epsilon is %2</source>
        <translation>%1: llama.attention.layer_norm_rms_epsilon이 %2입니다</translation>
    </message>
    <message>
        <source>experts in its layers</source>
        <translation>레이어의 전문가(expert)</translation>
    </message>
    <message>
        <source>layers with and without a sliding window</source>
        <translation>슬라이딩 윈도가 있는 레이어와 없는 레이어</translation>
    </message>
    <message>
        <source>attention in chunks</source>
        <translation>덩어리 단위 어텐션</translation>
    </message>
    <message>
        <source>attention to what comes later</source>
        <translation>뒤에 오는 토큰을 보는 어텐션</translation>
    </message>
    <message>
        <source>clamped queries, keys and values</source>
        <translation>범위를 제한한 쿼리·키·값</translation>
    </message>
    <message>
        <source>a scale of attention of its own</source>
        <translation>고유한 어텐션 배율</translation>
    </message>
    <message>
        <source>a temperature of attention</source>
        <translation>어텐션 온도</translation>
    </message>
    <message>
        <source>a scale of attention&apos;s output</source>
        <translation>어텐션 출력 배율</translation>
    </message>
    <message>
        <source>a soft cap of attention</source>
        <translation>어텐션 소프트 캡</translation>
    </message>
    <message>
        <source>a soft cap of logits</source>
        <translation>로짓 소프트 캡</translation>
    </message>
    <message>
        <source>a scale of logits</source>
        <translation>로짓 배율</translation>
    </message>
    <message>
        <source>a scale of residuals</source>
        <translation>잔차 배율</translation>
    </message>
    <message>
        <source>a scale of embeddings</source>
        <translation>임베딩 배율</translation>
    </message>
    <message>
        <source>attention and feed-forward side by side</source>
        <translation>나란히 놓인 어텐션과 피드포워드</translation>
    </message>
    <message>
        <source>layers that predict several tokens</source>
        <translation>여러 토큰을 예측하는 레이어</translation>
    </message>
    <message>
        <source>%1: a parameter of its RoPE, %2, is not known</source>
        <translation>%1: RoPE 매개변수 %2을(를) 알 수 없습니다</translation>
    </message>
    <message>
        <source>%1: its RoPE scaling &apos;%2&apos; is not supported</source>
        <translation>%1: RoPE 스케일링 &apos;%2&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1: llama.rope.%2 is %3</source>
        <translation>%1: llama.rope.%2이(가) %3입니다</translation>
    </message>
    <message>
        <source>%1: llama.rope.%2 is %3, only %4 is supported with its RoPE scaling</source>
        <translation>%1: llama.rope.%2이(가) %3입니다. 이 RoPE 스케일링에서는 %4만 지원합니다</translation>
    </message>
    <message>
        <source>%1: llama.rope.%2 is %3, an even number up to the %4 values of a head is needed</source>
        <translation>%1: llama.rope.%2이(가) %3입니다. 헤드의 값 %4개 이하의 짝수여야 합니다</translation>
    </message>
    <message>
        <source>%1 lacks the tensor %2</source>
        <translation>%1에 텐서 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 is stored as %3, F32 is needed</source>
        <translation>%1: 텐서 %2이(가) %3으로 저장되어 있습니다. F32여야 합니다</translation>
    </message>
    <message>
        <source>%1 has %2 tensors that a LLaMA decoder does not use, such as &apos;%3&apos;</source>
        <translation>%1에 LLaMA 디코더가 쓰지 않는 텐서가 %2개 있습니다. 예: &apos;%3&apos;</translation>
    </message>
    <message>
        <source>%1: tensor %2 has the shape (%3), (%4) is needed</source>
        <translation>%1: 텐서 %2의 모양이 (%3)입니다. (%4)이어야 합니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 (%3, %4 dimensions) is no matrix of a known type</source>
        <translation>%1: 텐서 %2(%3, %4차원)은(는) 알려진 형식의 행렬이 아닙니다</translation>
    </message>
    <message>
        <source>%1: tensor %2 of %3 x %4 weights in %5 has %6 bytes</source>
        <translation>%1: 가중치 %3 x %4개의 %5 텐서 %2이(가) %6바이트입니다</translation>
    </message>
    <message>
        <source>%1 has the tokenizer &apos;%2&apos;, which is not supported</source>
        <translation>%1의 토크나이저 &apos;%2&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1 does not say how its byte-pair tokenizer splits words (tokenizer.ggml.pre)</source>
        <translation>%1에 바이트 쌍 토크나이저가 단어를 나누는 규칙(tokenizer.ggml.pre)이 없습니다</translation>
    </message>
    <message>
        <source>%1 splits words by the rule &apos;%2&apos; (tokenizer.ggml.pre), which is not supported</source>
        <translation>%1은(는) 지원하지 않는 규칙 &apos;%2&apos;(tokenizer.ggml.pre)으로 단어를 나눕니다</translation>
    </message>
    <message>
        <source>%1 splits words by the rule &apos;%2&apos; (%3) before its SentencePiece tokenizer, which is not supported</source>
        <translation>%1은(는) SentencePiece 토크나이저에 앞서 지원하지 않는 규칙 &apos;%2&apos;(%3)으로 단어를 나눕니다</translation>
    </message>
    <message>
        <source>%1 has no token for the byte %2</source>
        <translation>%1에 바이트 %2의 토큰이 없습니다</translation>
    </message>
    <message>
        <source>%1 has no token for the byte %2 and none for the unknown</source>
        <translation>%1에 바이트 %2의 토큰도, 모르는 글자의 토큰도 없습니다</translation>
    </message>
    <message>
        <source>%1: merge %2, &apos;%3&apos;, does not make a token of two tokens</source>
        <translation>%1: %2번째 병합 &apos;%3&apos;이(가) 두 토큰을 한 토큰으로 만들지 않습니다</translation>
    </message>
    <message>
        <source>%1 has %2 tokens and %3 scores</source>
        <translation>%1에 토큰은 %2개, 점수는 %3개 있습니다</translation>
    </message>
    <message>
        <source>%1 has %2 tokens and %3 token types</source>
        <translation>%1에 토큰은 %2개, 토큰 형식은 %3개 있습니다</translation>
    </message>
    <message>
        <source>%1: token %2 has the score %3</source>
        <translation>%1: 토큰 %2의 점수가 %3입니다</translation>
    </message>
    <message>
        <source>%1: token %2 has the type %3</source>
        <translation>%1: 토큰 %2의 형식이 %3입니다</translation>
    </message>
    <message>
        <source>%1: byte token %2 is written &apos;%3&apos;</source>
        <translation>%1: 바이트 토큰 %2이(가) &apos;%3&apos;(으)로 적혀 있습니다</translation>
    </message>
    <message>
        <source>%1: token %2 has %3 bytes, at most %4 are read</source>
        <translation>%1: 토큰 %2은(는) %3바이트이며, 최대 %4바이트까지 읽습니다</translation>
    </message>
    <message>
        <source>%1: %2 is %3, the vocabulary has %4 tokens</source>
        <translation>%1: %2이(가) %3인데, 어휘의 토큰은 %4개입니다</translation>
    </message>
    <message>
        <source>%1 has a vocabulary of %2 tokens</source>
        <translation>%1의 어휘에 토큰이 %2개 있습니다</translation>
    </message>
    <message>
        <source>%1: the vocabulary has %2 tokens, the embedding %3 rows</source>
        <translation>%1: 어휘의 토큰은 %2개인데 임베딩은 %3행입니다</translation>
    </message>
    <message>
        <source>the model&apos;s chat template cannot be run: “%1”</source>
        <translation>모델의 채팅 템플릿을 실행할 수 없습니다: “%1”</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>%1행: %2</translation>
    </message>
    <message>
        <source>it leaves the question out</source>
        <translation>질문을 빠뜨립니다</translation>
    </message>
    <message>
        <source>it leaves the answers out</source>
        <translation>답변을 빠뜨립니다</translation>
    </message>
    <message>
        <source>it has %1 bytes, at most %2 are read</source>
        <translation>%1바이트입니다. %2바이트까지만 읽습니다</translation>
    </message>
    <message>
        <source>it is not UTF-8 at byte %1</source>
        <translation>%1번째 바이트가 UTF-8이 아닙니다</translation>
    </message>
    <message>
        <source>it takes more than %1 steps</source>
        <translation>%1단계보다 많이 걸립니다</translation>
    </message>
    <message>
        <source>it makes more than %1 bytes of text</source>
        <translation>텍스트를 %1바이트보다 많이 만듭니다</translation>
    </message>
    <message>
        <source>it prints more than %1 bytes</source>
        <translation>%1바이트보다 많이 출력합니다</translation>
    </message>
    <message>
        <source>it goes more than %1 levels deep</source>
        <translation>깊이가 %1단계를 넘습니다</translation>
    </message>
    <message>
        <source>it is nested more than %1 deep</source>
        <translation>%1단계보다 깊이 중첩되어 있습니다</translation>
    </message>
    <message>
        <source>an expression is nested more than %1 deep</source>
        <translation>식이 %1단계보다 깊이 중첩되어 있습니다</translation>
    </message>
    <message>
        <source>lists are nested more than %1 deep</source>
        <translation>목록이 %1단계보다 깊이 중첩되어 있습니다</translation>
    </message>
    <message>
        <source>range makes more than %1 numbers</source>
        <translation>range가 숫자를 %1개보다 많이 만듭니다</translation>
    </message>
    <message>
        <source>the memory does not suffice for it</source>
        <translation>메모리가 부족합니다</translation>
    </message>
    <message>
        <source>a number becomes too large or too small</source>
        <translation>숫자가 너무 커지거나 작아집니다</translation>
    </message>
    <message>
        <source>a whole number becomes too large</source>
        <translation>정수가 너무 커집니다</translation>
    </message>
    <message>
        <source>a number is divided by 0</source>
        <translation>숫자를 0으로 나눕니다</translation>
    </message>
    <message>
        <source>the number %1 is too large</source>
        <translation>숫자 %1이(가) 너무 큽니다</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1이(가) 빠졌습니다</translation>
    </message>
    <message>
        <source>%1 is missing, the template ends</source>
        <translation>%1이(가) 빠졌는데 템플릿이 끝납니다</translation>
    </message>
    <message>
        <source>%1 is missing, the tag ends</source>
        <translation>%1이(가) 빠졌는데 태그가 끝납니다</translation>
    </message>
    <message>
        <source>%1 is missing, a text stands there</source>
        <translation>%1이(가) 빠졌습니다. 그 자리에 텍스트가 있습니다</translation>
    </message>
    <message>
        <source>%1 is missing, &apos;%2&apos; stands there</source>
        <translation>%1이(가) 빠졌습니다. 그 자리에 &apos;%2&apos;이(가) 있습니다</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>a member&apos;s name</source>
        <translation>멤버 이름</translation>
    </message>
    <message>
        <source>a loop&apos;s name</source>
        <translation>반복 변수 이름</translation>
    </message>
    <message>
        <source>the end of the tag, %},</source>
        <translation>태그의 끝 %}</translation>
    </message>
    <message>
        <source>the end of the tag, }},</source>
        <translation>태그의 끝 }}</translation>
    </message>
    <message>
        <source>the end of the template</source>
        <translation>템플릿의 끝</translation>
    </message>
    <message>
        <source>the name of a tag</source>
        <translation>태그 이름</translation>
    </message>
    <message>
        <source>the name of a filter</source>
        <translation>필터 이름</translation>
    </message>
    <message>
        <source>the name of what is set</source>
        <translation>값을 넣을 이름</translation>
    </message>
    <message>
        <source>the name of a namespace&apos;s member</source>
        <translation>네임스페이스 멤버 이름</translation>
    </message>
    <message>
        <source>the name of a parameter</source>
        <translation>매개변수 이름</translation>
    </message>
    <message>
        <source>the macro&apos;s name</source>
        <translation>매크로 이름</translation>
    </message>
    <message>
        <source>a comment, {#, has no end</source>
        <translation>주석 {#이 끝나지 않습니다</translation>
    </message>
    <message>
        <source>a tag, {{, has no end</source>
        <translation>태그 {{이 끝나지 않습니다</translation>
    </message>
    <message>
        <source>a tag, {%, has no end</source>
        <translation>태그 {%이 끝나지 않습니다</translation>
    </message>
    <message>
        <source>a text in quotes has no end</source>
        <translation>따옴표로 시작한 텍스트가 끝나지 않습니다</translation>
    </message>
    <message>
        <source>raw has no endraw</source>
        <translation>raw에 endraw가 없습니다</translation>
    </message>
    <message>
        <source>there is a %1 that nothing opens</source>
        <translation>여는 짝이 없는 %1이(가) 있습니다</translation>
    </message>
    <message>
        <source>a character that means nothing there stands in a tag</source>
        <translation>태그에 의미 없는 문자가 있습니다</translation>
    </message>
    <message>
        <source>an escape in a text wants %1 hexadecimal digits</source>
        <translation>텍스트의 이스케이프에 16진수 %1자리가 필요합니다</translation>
    </message>
    <message>
        <source>an escape in a text stands for no character</source>
        <translation>텍스트의 이스케이프에 해당하는 문자가 없습니다</translation>
    </message>
    <message>
        <source>names of characters, \N{...}, are not supported</source>
        <translation>문자 이름 \N{...}은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>an argument without a name follows one with a name</source>
        <translation>이름 있는 인수 뒤에 이름 없는 인수가 옵니다</translation>
    </message>
    <message>
        <source>a parameter without a default follows one with a default</source>
        <translation>기본값이 있는 매개변수 뒤에 기본값이 없는 매개변수가 옵니다</translation>
    </message>
    <message>
        <source>lists of arguments, * and **, are not supported</source>
        <translation>인수 목록 *와 **는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>tests cannot follow each other without brackets</source>
        <translation>테스트는 괄호 없이 이어질 수 없습니다</translation>
    </message>
    <message>
        <source>recursive loops are not supported</source>
        <translation>재귀 반복은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>a macro inside a loop, a block or a macro is not supported</source>
        <translation>반복, 블록, 매크로 안의 매크로는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be set</source>
        <translation>&apos;%1&apos;에는 값을 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>&apos;loop&apos; cannot be set inside a loop</source>
        <translation>반복 안에서는 &apos;loop&apos;에 값을 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>%1 stands outside a loop</source>
        <translation>%1이(가) 반복 밖에 있습니다</translation>
    </message>
    <message>
        <source>the tag &apos;%1&apos; is not supported there</source>
        <translation>여기에서는 태그 &apos;%1&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없는 값</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>a truth value</source>
        <translation>참/거짓 값</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>a range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>a mapping</source>
        <translation>매핑</translation>
    </message>
    <message>
        <source>a mapping&apos;s keys or values</source>
        <translation>매핑의 키나 값</translation>
    </message>
    <message>
        <source>a loop</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>a namespace</source>
        <translation>네임스페이스</translation>
    </message>
    <message>
        <source>a function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, which is not defined</source>
        <translation>정의되지 않은 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>%1, is used</source>
        <translation>%1을(를) 사용합니다</translation>
    </message>
    <message>
        <source>%1 cannot be called</source>
        <translation>%1은(는) 호출할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be printed</source>
        <translation>%1은(는) 출력할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be written as JSON</source>
        <translation>%1은(는) JSON으로 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>%1 has no length</source>
        <translation>%1에는 길이가 없습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not fit %2 and %3</source>
        <translation>&apos;%1&apos;은(는) %2와(과) %3에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>JSON has no keys like %1</source>
        <translation>JSON에는 %1 같은 키가 없습니다</translation>
    </message>
    <message>
        <source>a mapping has no keys like %1</source>
        <translation>매핑에는 %1 같은 키가 없습니다</translation>
    </message>
    <message>
        <source>one cannot go through %1</source>
        <translation>%1은(는) 차례로 살펴볼 수 없습니다</translation>
    </message>
    <message>
        <source>one cannot take a slice of %1</source>
        <translation>%1은(는) 일부를 잘라 낼 수 없습니다</translation>
    </message>
    <message>
        <source>a slice wants whole numbers, it gets %1</source>
        <translation>잘라 내기에는 정수가 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>a slice has the step 0</source>
        <translation>잘라 내기의 간격이 0입니다</translation>
    </message>
    <message>
        <source>%1 values are to be taken apart into %2 names</source>
        <translation>값 %1개를 이름 %2개로 나누려 합니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no namespace, its members cannot be set</source>
        <translation>&apos;%1&apos;은(는) 네임스페이스가 아니어서 멤버에 값을 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; would change %2, which a template may not</source>
        <translation>&apos;%1&apos;은(는) %2을(를) 바꾸는데, 템플릿은 그럴 수 없습니다</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is not supported</source>
        <translation>%2의 &apos;%1&apos;은(는) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>what map or select gives cannot be printed: make it a list first</source>
        <translation>map이나 select의 결과는 출력할 수 없습니다. 먼저 목록으로 만드세요</translation>
    </message>
    <message>
        <source>what map, select and the like give is gone through twice, which is not supported</source>
        <translation>map, select 등의 결과를 두 번 살펴보는 것은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>the filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>the method</source>
        <translation>메서드</translation>
    </message>
    <message>
        <source>the test &apos;%1&apos;</source>
        <translation>테스트 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>the macro &apos;%1&apos;</source>
        <translation>매크로 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is not supported</source>
        <translation>필터 &apos;%1&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>the test &apos;%1&apos; is not supported</source>
        <translation>테스트 &apos;%1&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>Jinja&apos;s function &apos;%1&apos; is not supported</source>
        <translation>Jinja의 함수 &apos;%1&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>Jinja&apos;s &apos;%1&apos; is not supported</source>
        <translation>Jinja의 &apos;%1&apos;을(를) 지원하지 않습니다</translation>
    </message>
    <message>
        <source>%1 takes %2 arguments, it gets %3</source>
        <translation>%1은(는) 인수 %2개를 받는데 %3개가 왔습니다</translation>
    </message>
    <message>
        <source>%1 has no parameter &apos;%2&apos;</source>
        <translation>%1에는 매개변수 &apos;%2&apos;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 gets its argument &apos;%2&apos; twice</source>
        <translation>%1의 인수 &apos;%2&apos;이(가) 두 번 왔습니다</translation>
    </message>
    <message>
        <source>%1 lacks its argument &apos;%2&apos;</source>
        <translation>%1에 인수 &apos;%2&apos;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1 wants a text, it gets %2</source>
        <translation>%1에는 텍스트가 필요한데 %2이(가) 왔습니다</translation>
    </message>
    <message>
        <source>%1 wants a number, it gets %2</source>
        <translation>%1에는 숫자가 필요한데 %2이(가) 왔습니다</translation>
    </message>
    <message>
        <source>%1 wants a whole number, it gets %2</source>
        <translation>%1에는 정수가 필요한데 %2이(가) 왔습니다</translation>
    </message>
    <message>
        <source>%1 wants a mapping, it gets %2</source>
        <translation>%1에는 매핑이 필요한데 %2이(가) 왔습니다</translation>
    </message>
    <message>
        <source>%1 takes 1 mapping</source>
        <translation>%1은(는) 매핑 1개를 받습니다</translation>
    </message>
    <message>
        <source>%1 finds no such text</source>
        <translation>%1이(가) 그런 텍스트를 찾지 못합니다</translation>
    </message>
    <message>
        <source>index finds no such item</source>
        <translation>index가 그런 항목을 찾지 못합니다</translation>
    </message>
    <message>
        <source>cycle wants something to choose from</source>
        <translation>cycle에는 고를 것이 필요합니다</translation>
    </message>
    <message>
        <source>loop.changed is not supported</source>
        <translation>loop.changed는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>namespace wants names for keys</source>
        <translation>namespace의 키는 이름이어야 합니다</translation>
    </message>
    <message>
        <source>range gets the step 0</source>
        <translation>range의 간격이 0입니다</translation>
    </message>
    <message>
        <source>format with names is not supported</source>
        <translation>이름을 쓰는 format은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>isdigit of a number that is no decimal digit is not supported</source>
        <translation>십진 숫자가 아닌 숫자의 isdigit은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>digits beyond ASCII in a number are not supported</source>
        <translation>숫자에 ASCII가 아닌 숫자 문자는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>int with another base than 10 is not supported</source>
        <translation>10진수가 아닌 int는 지원하지 않습니다</translation>
    </message>
    <message>
        <source>the letter case of &apos;%1&apos; is not supported there</source>
        <translation>여기에서는 &apos;%1&apos;의 대소문자를 지원하지 않습니다</translation>
    </message>
    <message>
        <source>round does not know the method &apos;%1&apos;</source>
        <translation>round에 &apos;%1&apos; 방식은 없습니다</translation>
    </message>
    <message>
        <source>round wants a precision from -15 to 15</source>
        <translation>round의 자릿수는 -15에서 15까지여야 합니다</translation>
    </message>
    <message>
        <source>round gets a number that is too large</source>
        <translation>round에 너무 큰 숫자가 왔습니다</translation>
    </message>
    <message>
        <source>tojson with ensure_ascii is not supported</source>
        <translation>ensure_ascii를 쓰는 tojson은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>tojson wants two texts as separators</source>
        <translation>tojson의 구분자는 텍스트 2개여야 합니다</translation>
    </message>
    <message>
        <source>last wants a list, not what map or select gives: make it a list first</source>
        <translation>last에는 map이나 select의 결과가 아니라 목록이 필요합니다. 먼저 목록으로 만드세요</translation>
    </message>
    <message>
        <source>dictsort sorts by &apos;key&apos; or &apos;value&apos;</source>
        <translation>dictsort는 &apos;key&apos;나 &apos;value&apos;로 정렬합니다</translation>
    </message>
    <message>
        <source>map wants the name of a filter</source>
        <translation>map에는 필터 이름이 필요합니다</translation>
    </message>
    <message>
        <source>select and reject want the name of a test</source>
        <translation>select와 reject에는 테스트 이름이 필요합니다</translation>
    </message>
    <message>
        <source>selectattr and rejectattr want the name of an attribute</source>
        <translation>selectattr와 rejectattr에는 속성 이름이 필요합니다</translation>
    </message>
    <message>
        <source>startswith and endswith want texts, they get %1</source>
        <translation>startswith와 endswith에는 텍스트가 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>join wants texts, it gets %1</source>
        <translation>join에는 텍스트가 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>rsplit at blanks with a limit is not supported</source>
        <translation>제한을 둔 공백 rsplit은 지원하지 않습니다</translation>
    </message>
    <message>
        <source>a text cannot be split at nothing</source>
        <translation>텍스트를 빈 텍스트로 나눌 수 없습니다</translation>
    </message>
    <message>
        <source>a text is filled up with one character</source>
        <translation>텍스트는 문자 하나로 채워야 합니다</translation>
    </message>
    <message>
        <source>&apos;%d&apos; wants a number, it gets %1</source>
        <translation>&apos;%d&apos;에는 숫자가 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>&apos;%d&apos; gets a number that is too large</source>
        <translation>&apos;%d&apos;에 너무 큰 숫자가 왔습니다</translation>
    </message>
    <message>
        <source>&apos;%&apos; gets fewer values than its text has places for</source>
        <translation>&apos;%&apos;의 값이 텍스트의 자리보다 적습니다</translation>
    </message>
    <message>
        <source>&apos;%&apos; gets more values than its text has places for</source>
        <translation>&apos;%&apos;의 값이 텍스트의 자리보다 많습니다</translation>
    </message>
    <message>
        <source>&apos;%&apos; has nothing behind it</source>
        <translation>&apos;%&apos; 뒤에 아무것도 없습니다</translation>
    </message>
    <message>
        <source>writing values into a text by more than %s and %d is not supported</source>
        <translation>%s와 %d 말고는 텍스트에 값을 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>strftime_now does not know &apos;%%1&apos;</source>
        <translation>strftime_now에 &apos;%%1&apos;은(는) 없습니다</translation>
    </message>
    <message>
        <source>strftime_now gets a &apos;%&apos; with nothing behind it</source>
        <translation>strftime_now의 &apos;%&apos; 뒤에 아무것도 없습니다</translation>
    </message>
    <message>
        <source>%1: %2 is not a whole number from 0</source>
        <translation>%1: %2이(가) 0 이상의 정수가 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 is not a finite number</source>
        <translation>%1: %2이(가) 유한한 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 is not a text</source>
        <translation>%1: %2이(가) 텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 is no vector of %3 numbers of type F32</source>
        <translation>%1: %2이(가) F32 숫자 %3개의 벡터가 아닙니다</translation>
    </message>
    <message>
        <source>%1: %2 holds a divisor of %3</source>
        <translation>%1: %2에 나누는 수 %3이(가) 들어 있습니다</translation>
    </message>
    <message>
        <source>%1 lacks the tensor token_embd.weight</source>
        <translation>%1에 텐서 token_embd.weight가 없습니다</translation>
    </message>
    <message>
        <source>altiplano devices lists the names.</source>
        <translation>altiplano devices로 이름을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose a model file in the GGUF format, usually named .gguf.</source>
        <translation>보통 이름이 .gguf로 끝나는 GGUF 형식의 모델 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Download the file itself, not the page that shows it.</source>
        <translation>파일을 보여 주는 페이지가 아니라 파일 자체를 내려받으세요.</translation>
    </message>
    <message>
        <source>Fetch the real file with git lfs pull.</source>
        <translation>git lfs pull로 실제 파일을 받으세요.</translation>
    </message>
    <message>
        <source>Get the little-endian file of the model.</source>
        <translation>모델의 리틀 엔디언 파일을 구하세요.</translation>
    </message>
    <message>
        <source>The download is not complete: get the file again.</source>
        <translation>다운로드가 끝나지 않았습니다. 파일을 다시 받으세요.</translation>
    </message>
    <message>
        <source>Update Altiplano, or get the model in an older version.</source>
        <translation>Altiplano를 업데이트하거나 이전 버전의 모델을 구하세요.</translation>
    </message>
    <message>
        <source>items wants a mapping, it gets %1</source>
        <translation>items에는 매핑이 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>dictsort wants a mapping, it gets %1</source>
        <translation>dictsort에는 매핑이 필요한데 %1이(가) 왔습니다</translation>
    </message>
    <message>
        <source>indent wants a text, it gets %1</source>
        <translation>indent에는 텍스트가 필요한데 %1이(가) 왔습니다</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open model file</source>
        <translation>모델 파일 열기</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Export as Markdown</source>
        <translation>Markdown으로 내보내기</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>JSON으로 내보내기</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>모델 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>GreetingPage</name>
    <message>
        <source>Hello, I am Cria</source>
        <translation>안녕하세요, 저는 Cria입니다</translation>
    </message>
    <message>
        <source>A very small LLaMA that comes with Altiplano. I know a little about this program and about LLaMA, I am often wrong, and I speak English only. Nothing you write leaves this computer.</source>
        <translation>Altiplano에 들어 있는 아주 작은 LLaMA입니다. 이 프로그램과 LLaMA에 대해 조금 알지만 자주 틀리고, 영어만 할 수 있습니다. 쓴 내용은 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Show the side bar</source>
        <translation>사이드바 보기</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 토큰/초</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>속도: %1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Export as Markdown...</source>
        <translation>Markdown으로 내보내기...</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Export as JSON...</source>
        <translation>JSON으로 내보내기...</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>삭제...</translation>
    </message>
    <message>
        <source>About Altiplano</source>
        <translation>Altiplano 정보</translation>
    </message>
</context>
<context>
    <name>LargerModelCard</name>
    <message>
        <source>Get a larger model</source>
        <translation>더 큰 모델 사용하기</translation>
    </message>
</context>
<context>
    <name>LoadProgress</name>
    <message>
        <source>Loading, %1 %</source>
        <translation>불러오는 중, %1 %</translation>
    </message>
    <message>
        <source>Loading, %1 %, %2 s left</source>
        <translation>불러오는 중, %1 %, %2초 남음</translation>
    </message>
    <message>
        <source>Loading, %1 %, %2 min left</source>
        <translation>불러오는 중, %1 %, %2분 남음</translation>
    </message>
    <message>
        <source>Preparing the GPU&apos;s kernels, %1 %</source>
        <translation>GPU 커널 준비 중, %1 %</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Altiplano</source>
        <translation>Altiplano</translation>
    </message>
    <message>
        <source>%1 - Altiplano</source>
        <translation>%1 - Altiplano</translation>
    </message>
    <message>
        <source>Diagnostics copied</source>
        <translation>진단 정보를 복사했습니다</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>%1(으)로 내보냈습니다</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>Your message</source>
        <translation>내 메시지</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>Choose a model</source>
        <translation>모델 선택</translation>
    </message>
    <message>
        <source>Model: %1 %2</source>
        <translation>모델: %1 %2</translation>
    </message>
    <message>
        <source>loading, %1 %</source>
        <translation>불러오는 중, %1 %</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Other models</source>
        <translation>다른 모델</translation>
    </message>
    <message>
        <source>Open model file...</source>
        <translation>모델 파일 열기...</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>Show models folder</source>
        <translation>모델 폴더 보기</translation>
    </message>
</context>
<context>
    <name>ModelMenuController</name>
    <message>
        <source>Plain text</source>
        <translation>일반 텍스트</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>대화체</translation>
    </message>
    <message>
        <source>The model goes on with what is written</source>
        <translation>모델이 쓰인 글을 이어 씁니다</translation>
    </message>
    <message>
        <source>A name before what each one says</source>
        <translation>말하는 사람의 이름이 앞에 옵니다</translation>
    </message>
    <message>
        <source>From the model&apos;s file</source>
        <translation>모델 파일에 따름</translation>
    </message>
    <message>
        <source>Assumed: its template cannot be followed</source>
        <translation>추정: 템플릿을 따를 수 없음</translation>
    </message>
    <message>
        <source>By the model&apos;s name</source>
        <translation>모델 이름에 따름</translation>
    </message>
    <message>
        <source>The model&apos;s file says nothing</source>
        <translation>모델 파일에 정보가 없음</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %3 중 %2</translation>
    </message>
    <message>
        <source>%1 tokens per second</source>
        <translation>초당 %1 토큰</translation>
    </message>
    <message>
        <source>perhaps %1 tokens per second</source>
        <translation>초당 약 %1 토큰 예상</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>내리기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>How to get</source>
        <translation>구하는 방법</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>%1 is no plain file</source>
        <translation>%1은(는) 일반 파일이 아닙니다</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 is write-protected</source>
        <translation>%1은(는) 쓰기 금지되어 있습니다</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>%1 폴더가 없습니다</translation>
    </message>
    <message>
        <source>Make it first.</source>
        <translation>먼저 만드세요.</translation>
    </message>
    <message>
        <source>the folder %1 cannot be written</source>
        <translation>%1 폴더에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>Choose another place, or free some space.</source>
        <translation>다른 위치를 선택하거나 공간을 확보하세요.</translation>
    </message>
    <message>
        <source>%1 is no file</source>
        <translation>%1은(는) 파일이 아닙니다</translation>
    </message>
    <message>
        <source>there is no file %1</source>
        <translation>%1 파일이 없습니다</translation>
    </message>
    <message>
        <source>Choose a model file in the GGUF format.</source>
        <translation>GGUF 형식의 모델 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>Check the permissions and the space of the data folder.</source>
        <translation>데이터 폴더의 권한과 남은 공간을 확인하세요.</translation>
    </message>
    <message>
        <source>Qt has no SQLite driver</source>
        <translation>Qt에 SQLite 드라이버가 없습니다</translation>
    </message>
    <message>
        <source>Install the package libqt6sql6-sqlite.</source>
        <translation>libqt6sql6-sqlite 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>%1 has no answer to &quot;%2&quot;</source>
        <translation>%1에서 &quot;%2&quot;의 결과를 얻지 못했습니다</translation>
    </message>
    <message>
        <source>The file may be damaged; put a copy of it back in its place.</source>
        <translation>파일이 손상되었을 수 있습니다. 사본을 제자리에 되돌려 놓으세요.</translation>
    </message>
    <message>
        <source>the disk that holds %1 is full</source>
        <translation>%1이(가) 있는 디스크가 가득 찼습니다</translation>
    </message>
    <message>
        <source>Free some space; what was written before is safe.</source>
        <translation>공간을 확보하세요. 이전에 쓴 내용은 안전합니다.</translation>
    </message>
    <message>
        <source>Check the permissions of the file and its folder.</source>
        <translation>파일과 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is damaged or no database</source>
        <translation>%1은(는) 손상되었거나 데이터베이스가 아닙니다</translation>
    </message>
    <message>
        <source>Put a copy of it back, or move it away to start with no conversations; Altiplano leaves it as it is.</source>
        <translation>사본을 되돌려 놓거나, 옮겨 두고 대화 없이 시작하세요. Altiplano는 파일을 그대로 둡니다.</translation>
    </message>
    <message>
        <source>%1 has been in use by another program for 5 seconds</source>
        <translation>%1을(를) 다른 프로그램이 5초 동안 사용하고 있습니다</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>다른 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be read or written: the disk reports an error</source>
        <translation>%1을(를) 읽거나 쓸 수 없습니다. 디스크에서 오류가 발생했습니다</translation>
    </message>
    <message>
        <source>Check the disk; what was written before is left as it is.</source>
        <translation>디스크를 확인하세요. 이전에 쓴 내용은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>%1 is a folder, where a file is needed</source>
        <translation>파일이 필요한 자리에 %1 폴더가 있습니다</translation>
    </message>
    <message>
        <source>Move it away, or choose another place with --data-dir.</source>
        <translation>다른 곳으로 옮기거나 --data-dir로 다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1을(를) 열 수 없습니다</translation>
    </message>
    <message>
        <source>Nothing was changed. If it happens again, please report it.</source>
        <translation>바뀐 것은 없습니다. 다시 발생하면 알려 주세요.</translation>
    </message>
    <message>
        <source>It is made with the first conversation.</source>
        <translation>첫 대화와 함께 만들어집니다.</translation>
    </message>
    <message>
        <source>%1 has schema %2, which must be renewed first</source>
        <translation>%1의 스키마 %2을(를) 먼저 갱신해야 합니다</translation>
    </message>
    <message>
        <source>Open Altiplano&apos;s window once.</source>
        <translation>Altiplano 창을 한 번 여세요.</translation>
    </message>
    <message>
        <source>It may have been removed.</source>
        <translation>삭제되었을 수 있습니다.</translation>
    </message>
    <message>
        <source>the conversation was not added</source>
        <translation>대화가 추가되지 않았습니다</translation>
    </message>
    <message>
        <source>there is no conversation %1</source>
        <translation>%1 대화가 없습니다</translation>
    </message>
    <message>
        <source>there is no message %1 in conversation %2</source>
        <translation>%2 대화에 %1 메시지가 없습니다</translation>
    </message>
    <message>
        <source>there is no answer %1</source>
        <translation>%1 답변이 없습니다</translation>
    </message>
    <message>
        <source>there is no message %1</source>
        <translation>%1 메시지가 없습니다</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1이(가) 손상되었습니다: %2</translation>
    </message>
    <message>
        <source>Put a copy of it back; Altiplano leaves it as it is.</source>
        <translation>사본을 되돌려 놓으세요. Altiplano는 파일을 그대로 둡니다.</translation>
    </message>
    <message>
        <source>%1 is a database of another program</source>
        <translation>%1은(는) 다른 프로그램의 데이터베이스입니다</translation>
    </message>
    <message>
        <source>%1 was written by a newer Altiplano: its schema is %2, this program knows %3</source>
        <translation>%1은(는) 더 새로운 Altiplano가 만들었습니다. 스키마는 %2이고 이 프로그램은 %3까지 압니다</translation>
    </message>
    <message>
        <source>Install the newer version again; nothing was changed.</source>
        <translation>새 버전을 다시 설치하세요. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>%1 has schema %2, which never was</source>
        <translation>%1의 스키마 %2은(는) 존재한 적이 없습니다</translation>
    </message>
</context>
<context>
    <name>QuestionButton</name>
    <message>
        <source>Asks this</source>
        <translation>이 질문을 보냅니다</translation>
    </message>
</context>
<context>
    <name>QuestionEditor</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>You: %1</source>
        <translation>나: %1</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>고쳐서 다시 보내기</translation>
    </message>
    <message>
        <source>Answer this</source>
        <translation>이 메시지에 답변</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Reading the conversation, %1 %</source>
        <translation>대화를 읽는 중, %1 %</translation>
    </message>
    <message>
        <source>Waiting for the model</source>
        <translation>모델을 기다리는 중</translation>
    </message>
    <message>
        <source>Preparing the GPU&apos;s kernels, the first time only</source>
        <translation>GPU 커널 준비 중(처음 한 번만)</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
</context>
<context>
    <name>SendButton</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Follows the desktop unless you choose</source>
        <translation>선택하지 않으면 데스크톱을 따릅니다</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Where the model runs</source>
        <translation>모델이 실행되는 곳</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Of the processor; automatic is one a core</source>
        <translation>프로세서 스레드 수. 자동은 코어마다 하나</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Chat format</source>
        <translation>대화 형식</translation>
    </message>
    <message>
        <source>How conversations are written for this model</source>
        <translation>이 모델에 대화를 적는 방식</translation>
    </message>
    <message>
        <source>Load a model to choose its format</source>
        <translation>모델을 불러오면 형식을 고를 수 있습니다</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>불러온 모델이 없습니다</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Tokens kept in mind; more take more memory</source>
        <translation>기억하는 토큰 수. 많을수록 메모리를 더 씁니다</translation>
    </message>
    <message>
        <source>Answer limit</source>
        <translation>답변 길이 제한</translation>
    </message>
    <message>
        <source>Tokens after which an answer pauses</source>
        <translation>답변이 멈추는 토큰 수</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>0 always takes the likeliest word</source>
        <translation>0은 항상 가장 유력한 단어</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Share of likely words to choose from</source>
        <translation>고를 유력한 단어의 비율</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>How many words to choose from; 0 is no limit</source>
        <translation>고를 단어의 수. 0은 제한 없음</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed gives the same answer</source>
        <translation>같은 시드는 같은 답변을 냅니다</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>시스템 프롬프트</translation>
    </message>
    <message>
        <source>Stands before every new conversation</source>
        <translation>모든 새 대화의 앞에 놓입니다</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Tokens kept in mind; %1 holds %2</source>
        <translation>기억하는 토큰 수. %1은(는) %2까지 담습니다</translation>
    </message>
</context>
<context>
    <name>SiblingStepper</name>
    <message>
        <source>Previous version</source>
        <translation>이전 버전</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>%2개 중 %1번째 버전</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>다음 버전</translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>Side bar</source>
        <translation>사이드바</translation>
    </message>
    <message>
        <source>Altiplano</source>
        <translation>Altiplano</translation>
    </message>
    <message>
        <source>Hide the side bar</source>
        <translation>사이드바 숨기기</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Nothing found for &quot;%1&quot;.</source>
        <translation>&quot;%1&quot; 검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Conversations will be listed here.</source>
        <translation>대화가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
</context>
<context>
    <name>SystemPromptButton</name>
    <message>
        <source>System prompt</source>
        <translation>시스템 프롬프트</translation>
    </message>
    <message>
        <source>System prompt, set</source>
        <translation>시스템 프롬프트, 설정됨</translation>
    </message>
    <message>
        <source>System prompt, empty</source>
        <translation>시스템 프롬프트, 비어 있음</translation>
    </message>
</context>
<context>
    <name>SystemPromptEditor</name>
    <message>
        <source>System prompt</source>
        <translation>시스템 프롬프트</translation>
    </message>
    <message>
        <source>Stands before this conversation, from the next answer on.</source>
        <translation>다음 답변부터 이 대화의 앞에 놓입니다.</translation>
    </message>
    <message>
        <source>For example: answer briefly, use metric units</source>
        <translation>예: 짧게 답하고 미터법을 쓰세요</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
</context>
<context>
    <name>TemplateDialog</name>
    <message>
        <source>Chat template</source>
        <translation>대화 템플릿</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the template</source>
        <translation>템플릿 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>TextMenu</name>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Ctrl+X</source>
        <translation>Ctrl+X</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Ctrl+V</source>
        <translation>Ctrl+V</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Ctrl+A</source>
        <translation>Ctrl+A</translation>
    </message>
</context>
<context>
    <name>ToEndButton</name>
    <message>
        <source>To the end</source>
        <translation>맨 아래로</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Choose a model to talk to</source>
        <translation>대화할 모델을 선택하세요</translation>
    </message>
    <message>
        <source>It runs on this computer. Nothing you write leaves it.</source>
        <translation>모델은 이 컴퓨터에서 실행됩니다. 쓴 내용은 밖으로 나가지 않습니다.</translation>
    </message>
    <message>
        <source>Open model file...</source>
        <translation>모델 파일 열기...</translation>
    </message>
    <message>
        <source>Show models folder</source>
        <translation>모델 폴더 보기</translation>
    </message>
    <message>
        <source>or drop a .gguf file here</source>
        <translation>또는 .gguf 파일을 여기에 놓으세요</translation>
    </message>
</context>
<context>
    <name>app::DatabaseExporter</name>
    <message>
        <source>%1 is not on this computer</source>
        <translation>%1은(는) 이 컴퓨터에 없습니다</translation>
    </message>
    <message>
        <source>Choose a folder of this computer.</source>
        <translation>이 컴퓨터의 폴더를 선택하세요.</translation>
    </message>
</context>
<context>
    <name>app::FolderModelLibrary</name>
    <message>
        <source>%1 is not on this computer</source>
        <translation>%1은(는) 이 컴퓨터에 없습니다</translation>
    </message>
    <message>
        <source>Copy the file to this computer first.</source>
        <translation>먼저 파일을 이 컴퓨터로 복사하세요.</translation>
    </message>
</context>
<context>
    <name>ui::ChatController</name>
    <message>
        <source>The conversation is being opened.</source>
        <translation>대화를 여는 중입니다.</translation>
    </message>
    <message>
        <source>Wait for the end of the answer, or stop it.</source>
        <translation>답변이 끝날 때까지 기다리거나 중지하세요.</translation>
    </message>
    <message>
        <source>What was written is being saved.</source>
        <translation>쓴 내용을 저장하는 중입니다.</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>모델을 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>먼저 모델을 선택하세요.</translation>
    </message>
    <message>
        <source>This answer was begun by %1</source>
        <translation>이 답변은 %1이(가) 쓰기 시작했습니다</translation>
    </message>
    <message>
        <source>Load that model to continue it, or ask for another answer.</source>
        <translation>계속하려면 그 모델을 불러오거나, 다른 답변을 요청하세요.</translation>
    </message>
    <message>
        <source>The graphics device stopped working. The model is loaded again, and the answer goes on.</source>
        <translation>그래픽 장치가 멈췄습니다. 모델을 다시 불러와 답변을 이어 갑니다.</translation>
    </message>
    <message>
        <source>The graphics device stopped working again. The answer goes on without it.</source>
        <translation>그래픽 장치가 또 멈췄습니다. 그 장치 없이 답변을 이어 갑니다.</translation>
    </message>
    <message>
        <source>Memory ran out. The model is loaded so that it takes less, and the answer goes on.</source>
        <translation>메모리가 부족합니다. 메모리를 덜 쓰도록 모델을 다시 불러와 답변을 이어 갑니다.</translation>
    </message>
    <message>
        <source>The beginning of this answer no longer fits the context; the model does not see it.</source>
        <translation>이 답변의 앞부분이 컨텍스트를 벗어나 모델이 보지 못합니다.</translation>
    </message>
    <message>
        <source>The oldest message no longer fits the context; the model does not see it.</source>
        <translation>가장 오래된 메시지가 컨텍스트를 벗어나 모델이 보지 못합니다.</translation>
    </message>
    <message numerus="yes">
        <source>The oldest %Ln messages no longer fit the context; the model does not see them.</source>
        <translation>
            <numerusform>가장 오래된 메시지 %Ln개가 컨텍스트를 벗어나 모델이 보지 못합니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ConversationListModel</name>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>지난 7일</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%2년 %1</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
</context>
<context>
    <name>ui::ExportController</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
</context>
<context>
    <name>ui::MessageListModel</name>
    <message>
        <source>1 token</source>
        <translation>토큰 1개</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens</source>
        <translation>
            <numerusform>토큰 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 토큰/초</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>ui::ModelMenuController</name>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>자동 (%1)</translation>
    </message>
    <message>
        <source>The chat template of this model cannot be followed (%1). The format %2 is assumed.</source>
        <translation>이 모델의 대화 템플릿을 따를 수 없습니다(%1). %2 형식으로 간주합니다.</translation>
    </message>
    <message>
        <source>Memory ran short, so the model was loaded with less of it and may answer more slowly.</source>
        <translation>메모리가 부족하여 모델을 더 적은 메모리로 불러왔습니다. 답변이 느려질 수 있습니다.</translation>
    </message>
    <message>
        <source>No program opened the folder %1</source>
        <translation>%1 폴더를 연 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>Open it in your file manager.</source>
        <translation>파일 관리자에서 여세요.</translation>
    </message>
    <message>
        <source>1. Ask Meta for the weights of LLaMA %1 (Meta gives them out on request), or take a model that was made from them.
2. Altiplano reads GGUF files. If what you have is not one yet, convert it with llama.cpp (convert_hf_to_gguf.py, then llama-quantize to Q4_0 or Q8_0). As Q4_0 the file takes about %2.
3. Put the file into the models folder, %3, or open it from anywhere with &quot;Open model file&quot;. Its name does not matter: the size is read from what is in it.</source>
        <translation>1. Meta에 LLaMA %1 가중치를 신청하거나(Meta가 신청을 받아 제공합니다), 그것으로 만든 모델을 구하세요.
2. Altiplano는 GGUF 파일을 읽습니다. 아직 GGUF가 아니라면 llama.cpp로 변환하세요(convert_hf_to_gguf.py, 이어서 llama-quantize로 Q4_0 또는 Q8_0). Q4_0 파일은 약 %2입니다.
3. 파일을 모델 폴더 %3에 넣거나, &quot;모델 파일 열기&quot;로 어디서든 여세요. 파일 이름은 상관없습니다. 크기는 파일 내용에서 읽습니다.</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>이 컴퓨터에 없음</translation>
    </message>
    <message>
        <source>about %1 as Q4_0</source>
        <translation>Q4_0으로 약 %1</translation>
    </message>
    <message>
        <source>%1, loaded</source>
        <translation>%1, 불러옴</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>불러오는 중, %1 %</translation>
    </message>
    <message>
        <source>Loading, %1 %, %2 s left</source>
        <translation>불러오는 중, %1 %, %2초 남음</translation>
    </message>
    <message>
        <source>%1, ready</source>
        <translation>%1, 준비됨</translation>
    </message>
    <message>
        <source>%1 failed as its speed was measured, so the model was loaded without it.</source>
        <translation>%1의 속도를 재는 동안 장치에 오류가 생겨, 이 장치 없이 모델을 불러왔습니다.</translation>
    </message>
</context>
<context>
    <name>ui::SettingsController</name>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Line %1 is not a token, = and a number, such as 13 = -2.5</source>
        <translation>%1번째 줄이 &quot;토큰 = 숫자&quot; 꼴이 아닙니다. 예: 13 = -2.5</translation>
    </message>
</context>
</TS>
