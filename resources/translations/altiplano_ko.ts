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
        <source>A file cannot be read: %1</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>A file is damaged: %1</source>
        <translation>파일이 손상되었습니다: %1</translation>
    </message>
    <message>
        <source>A file cannot be used: %1</source>
        <translation>사용할 수 없는 파일입니다: %1</translation>
    </message>
    <message>
        <source>This cannot be done: %1</source>
        <translation>실행할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The text is too long: %1</source>
        <translation>텍스트가 너무 깁니다: %1</translation>
    </message>
    <message>
        <source>Memory does not suffice: %1</source>
        <translation>메모리가 부족합니다: %1</translation>
    </message>
    <message>
        <source>There is no such device: %1</source>
        <translation>그런 장치가 없습니다: %1</translation>
    </message>
    <message>
        <source>The device stopped working: %1</source>
        <translation>장치가 작동을 멈췄습니다: %1</translation>
    </message>
    <message>
        <source>The device failed: %1</source>
        <translation>장치 오류가 발생했습니다: %1</translation>
    </message>
    <message>
        <source>This does not exist: %1</source>
        <translation>없는 기능입니다: %1</translation>
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
