// The map of an incident: the drawing that the page brings stays until somebody asks to move the map.
"use strict";
(() => {
  const figure = document.querySelector(".map");
  if (!figure) return;
  const button = figure.querySelector(".move");

  // Custom properties come back as written, with light-dark(): a probe tells what they are now.
  const shown = (name) => {
    const probe = document.createElement("i");
    probe.className = `probe-${name}`;
    figure.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  const script = (address) => new Promise((resolve, reject) => {
    const made = document.createElement("script");
    made.src = address;
    made.onload = resolve;
    made.onerror = reject;
    document.head.append(made);
  });

  // A ring is a flat list of differences; see publishing/maps.py.
  const ring = (flat, scale) => {
    const points = [];
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x / scale, y / scale]);
    }
    points.push(points[0]);
    return points;
  };

  const circle = (lon, lat, km) => {
    const points = [];
    const high = km / 111.195, wide = high / Math.max(Math.cos(lat * Math.PI / 180), 0.05);
    for (let i = 0; i <= 72; i += 1) {
      const turn = i / 36 * Math.PI;
      points.push([lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]);
    }
    return points;
  };

  const polygon = (coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } });

  const open = async () => {
    button.disabled = true;
    const [coasts] = await Promise.all([
      fetch("/map/land.json").then((answer) => answer.json()),
      script("/static/map/maplibre-gl-csp.js"),
    ]);
    maplibregl.setWorkerUrl("/static/map/maplibre-gl-csp-worker.js");
    const { lat, lon, km, towns } = figure.dataset;
    const centre = [Number(lon), Number(lat)], radius = Number(km);
    const canvas = figure.querySelector(".canvas");
    canvas.hidden = false;
    const land = { type: "FeatureCollection", features: coasts.polygons.map((each) => polygon(each.map((flat) => ring(flat, coasts.scale)))) };
    const spot = polygon([circle(centre[0], centre[1], Math.max(radius, 0.5))]);
    const map = new maplibregl.Map({
      container: canvas,
      attributionControl: false,
      center: centre,
      zoom: Math.min(9, Math.log2(40000 / Math.max(120, radius * 9))),
      maxZoom: 12,
      style: {
        version: 8,
        sources: { land: { type: "geojson", data: land }, spot: { type: "geojson", data: spot, tolerance: 0.05 } },
        layers: [
          { id: "sea", type: "background", paint: { "background-color": shown("sea") } },
          { id: "land", type: "fill", source: "land", paint: { "fill-color": shown("land") } },
          { id: "coast", type: "line", source: "land", paint: { "line-color": shown("coast"), "line-width": 1 } },
          { id: "spot", type: "fill", source: "spot", paint: { "fill-color": shown("spot"), "fill-opacity": 0.15 } },
          { id: "edge", type: "line", source: "spot", paint: { "line-color": shown("spot"), "line-width": 2 } },
        ],
      },
    });
    map.addControl(new maplibregl.ScaleControl(), "bottom-left");
    map.dragRotate.disable();
    map.touchZoomRotate.disableRotation();
    for (const town of JSON.parse(towns)) {
      const label = document.createElement("span");
      label.textContent = town.name;
      new maplibregl.Marker({ element: label, anchor: "left" }).setLngLat([town.lon, town.lat]).addTo(map);
    }
    const zoom = document.createElement("div");
    zoom.className = "zoom";
    for (const [sign, name, act] of [["+", "Nearer", "zoomIn"], ["−", "Wider", "zoomOut"]]) {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", name);
      made.addEventListener("click", () => map[act]());
      zoom.append(made);
    }
    canvas.append(zoom);
    // Names that would cover each other wait until the map is nearer; the largest towns come first.
    const clear = () => {
      const taken = [];
      for (const label of canvas.querySelectorAll(".maplibregl-marker")) {
        label.classList.remove("covered");
        const box = label.getBoundingClientRect();
        const covered = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
        label.classList.toggle("covered", covered);
        if (!covered) taken.push(box);
      }
    };
    map.on("moveend", clear);
    map.on("load", () => { clear(); canvas.dataset.ready = "yes"; });
    figure.querySelector(".static-map").classList.add("covered");
    button.hidden = true;
  };

  button.hidden = false;
  button.addEventListener("click", () => open().catch(() => {
    figure.querySelector(".canvas").hidden = true;
    figure.querySelector(".static-map").classList.remove("covered");
    button.disabled = false;
    button.textContent = "The map cannot be moved in this browser";
  }));
})();
