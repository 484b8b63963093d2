"use strict";
(() => {
  const pack = JSON.parse(document.getElementById("pack").textContent);
  const key = `qualcode-review-${pack.pack}`;
  const byId = (id) => document.getElementById(id);
  const cards = [...document.querySelectorAll("fieldset[data-quotation]")];
  const reviewer = byId("reviewer");
  const prompts = {
    approve: "Comment, if you like",
    query: "What should be changed or talked about?",
    decline: "Why should it not be shown?",
  };
  const said = { approve: "Approved", query: "Queried", decline: "Declined" };
  let state = { name: "", answers: {} };

  const load = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      return;
    }
    state = { name: "", answers: {} };
    if (!kept || typeof kept !== "object") return;
    state.name = typeof kept.name === "string" ? kept.name : "";
    for (const guid of pack.quotations) {
      const answer = kept.answers && kept.answers[guid];
      if (answer && Object.hasOwn(said, answer.verdict)) {
        state.answers[guid] = {
          verdict: answer.verdict,
          comment: String(answer.comment || ""),
          at: String(answer.at || ""),
        };
      }
    }
  };

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(state));
      byId("no-storage").hidden = true;
    } catch {
      byId("no-storage").hidden = false;
    }
  };

  const showCard = (card) => {
    const answer = state.answers[card.dataset.quotation];
    card.classList.toggle("answered", Boolean(answer));
    card.querySelector(".state").textContent = answer ? `\u2713 ${said[answer.verdict]}` : "";
    card.querySelector(".comment").hidden = !answer;
    card.querySelector(".comment label").textContent = answer ? prompts[answer.verdict] : "Comment";
  };

  const showProgress = () => {
    const done = Object.keys(state.answers).length;
    byId("meter").value = done;
    const text = `${done} of ${cards.length} answered`;
    if (byId("progress").textContent !== text) byId("progress").textContent = text;
    byId("next").disabled = done === cards.length;
    byId("next").hidden = done === cards.length;
  };

  const fill = () => {
    reviewer.value = state.name;
    for (const card of cards) {
      const answer = state.answers[card.dataset.quotation];
      for (const radio of card.querySelectorAll("input[type=radio]")) {
        radio.checked = Boolean(answer) && answer.verdict === radio.value;
      }
      card.querySelector("textarea").value = answer ? answer.comment : "";
      showCard(card);
    }
    showProgress();
  };

  const answerFrom = (card) => {
    const chosen = card.querySelector("input[type=radio]:checked");
    if (!chosen) return;
    state.answers[card.dataset.quotation] = {
      verdict: chosen.value,
      comment: card.querySelector("textarea").value,
      at: new Date().toISOString(),
    };
    byId("message").textContent = "";
    showCard(card);
    showProgress();
    keep();
  };

  const goToNext = () => {
    const open = cards.filter((card) => !state.answers[card.dataset.quotation]);
    const here = document.activeElement && document.activeElement.closest("fieldset");
    const after = open.find(
      (card) => here && here.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const target = after || open[0];
    if (!target) return;
    target.scrollIntoView({ block: "start" });
    target.querySelector("input[type=radio]").focus({ preventScroll: true });
  };

  const decisions = () => ({
    format: pack.format,
    version: pack.version,
    pack: pack.pack,
    study: pack.study,
    reviewer: state.name.trim(),
    saved_at: new Date().toISOString(),
    decisions: pack.quotations
      .filter((guid) => state.answers[guid])
      .map((guid) => ({
        quotation: guid,
        verdict: state.answers[guid].verdict,
        comment: state.answers[guid].comment.trim(),
        decided_at: state.answers[guid].at,
      })),
  });

  const fileName = () => {
    const plain = state.name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    const slug = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
    return `decisions-${slug || "review"}.json`;
  };

  const download = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const save = () => {
    const missing = !state.name.trim();
    byId("reviewer-error").hidden = !missing;
    reviewer.toggleAttribute("aria-invalid", missing);
    if (missing) {
      byId("message").textContent = "Please write your name first.";
      reviewer.scrollIntoView({ block: "center" });
      reviewer.focus({ preventScroll: true });
      return;
    }
    const file = decisions();
    if (!file.decisions.length) {
      byId("message").textContent = "There is nothing to save yet: please answer at least one quotation.";
      return;
    }
    download(fileName(), `${JSON.stringify(file, null, 2)}\n`);
    const left = cards.length - file.decisions.length;
    const rest = left ? ` ${left} ${left === 1 ? "is" : "are"} still unanswered.` : "";
    byId("message").textContent = `Saved as ${fileName()} in your downloads. Please send it back.${rest}`;
  };

  for (const card of cards) {
    card.addEventListener("change", () => answerFrom(card));
    card.querySelector("textarea").addEventListener("input", () => answerFrom(card));
  }
  reviewer.addEventListener("input", () => {
    state.name = reviewer.value;
    if (state.name.trim()) {
      byId("reviewer-error").hidden = true;
      reviewer.removeAttribute("aria-invalid");
    }
    keep();
  });
  byId("next").addEventListener("click", goToNext);
  byId("save").addEventListener("click", save);
  byId("afresh").addEventListener("click", () => {
    if (!confirm("Clear your name and all answers from this computer?")) return;
    state = { name: "", answers: {} };
    keep();
    fill();
    byId("message").textContent = "All answers have been cleared.";
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== key) return;
    load();
    fill();
  });

  load();
  fill();
  keep();
  byId("no-script").hidden = true;
})();
